import { decodingKernels, type DecodingKernels } from '../model/decoder';
import { outputLayer, type OutputLayer } from '../model/output-layer';
import type { Pass } from '../model/pass';
import type { SequenceToSequence } from '../model/sequence-to-sequence';

/** A model's weights as decoding multiplies by them; making it takes as long as a third of a sentence at the published size. */
export interface DecodingLayout {
  readonly kernels: DecodingKernels;
  readonly output: OutputLayer;
}

/** Of the weights of now. Call inside a scope. */
export function decodingLayout(pass: Pass): DecodingLayout {
  return { kernels: decodingKernels(pass), output: outputLayer(pass) };
}

/** A layout that stays until it is disposed of, for a model whose weights do not change meanwhile. */
export class KeptLayout {
  private readonly scope;
  readonly layout: DecodingLayout;

  constructor(model: SequenceToSequence) {
    this.scope = model.ops.openScope();
    this.layout = this.scope.within(() => decodingLayout(model.pass(null)));
  }

  dispose(): void {
    this.scope.close();
  }
}
