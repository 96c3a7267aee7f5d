import type { Tensor } from '../tensor/tensor-operations';
import type { FinalStates } from './encoder';
import { linear, linearBackward, type Gradients, type Pass } from './pass';
import type { RecurrentState } from './recurrent-cell';

/** The decoder's first states by layer, and what the backward pass needs. */
export interface BridgeRun {
  readonly states: readonly RecurrentState[];
  readonly finals: FinalStates;
  /** `linear-tanh` only: for hidden and cell states, the stacked inputs and outputs of all layers. */
  readonly stacked: readonly { readonly inputs: Tensor; readonly outputs: Tensor }[];
}

/** Names of the learned bridge for hidden and cell states; all layers share them. */
const PARTS = ['bridge.hidden', 'bridge.cell'] as const;

/**
 * Turns the encoder's final states into the decoder's first: a learned layer with tanh over both directions, their
 * average, or their sum. A decoder with fewer layers takes those of the top encoder layers.
 */
export function bridgeForward(pass: Pass, finals: FinalStates): BridgeRun {
  const { ops, options } = pass;
  const used = usedLayers(pass, finals);
  if (options.bridge !== 'linear-tanh') {
    const factor = options.bridge === 'average' ? 1 / finals[0].length : 1;
    const states = used.map((directions) =>
      directions[0].map((_, part) => {
        const sum = ops.addAll(directions.map((state) => state[part]));
        return factor === 1 ? sum : ops.scale(sum, factor);
      }),
    );
    return { states, finals, stacked: [] };
  }
  const rows = used[0][0][0].shape[0];
  const stacked = used[0][0].map((_, part) => {
    const layers = used.map((directions) =>
      ops.concat(
        directions.map((state) => state[part]),
        1,
      ),
    );
    const inputs = ops.concat(layers, 0);
    return { inputs, outputs: ops.tanh(linear(pass, PARTS[part], inputs)) };
  });
  const states = used.map((_, layer) =>
    stacked.map(({ outputs }) => ops.sliceRows(outputs, layer * rows, rows)),
  );
  return { states, finals, stacked };
}

/** Records the bridge's gradients and returns those of the encoder's final states. */
export function bridgeBackward(
  pass: Pass,
  gradients: Gradients,
  run: BridgeRun,
  stateGradients: readonly RecurrentState[],
): FinalStates {
  const { ops, options } = pass;
  const directions = run.finals[0].length;
  const used =
    options.bridge === 'linear-tanh'
      ? learnedGradients(pass, gradients, run, stateGradients)
      : stateGradients.map((state) => {
          const factor = options.bridge === 'average' ? 1 / directions : 1;
          const shared = state.map((part) => (factor === 1 ? part : ops.scale(part, factor)));
          return new Array<RecurrentState>(directions).fill(shared);
        });
  const unused = run.finals
    .slice(0, run.finals.length - used.length)
    .map((layer) => layer.map((state) => state.map((part) => ops.zeros(part.shape))));
  return [...unused, ...used];
}

function learnedGradients(
  pass: Pass,
  gradients: Gradients,
  run: BridgeRun,
  stateGradients: readonly RecurrentState[],
): RecurrentState[][] {
  const { ops, options } = pass;
  const directions = run.finals[0].length;
  const rows = stateGradients[0][0].shape[0];
  const byPart = run.stacked.map(({ inputs, outputs }, part) => {
    const gradient = ops.tanhGradient(
      outputs,
      ops.concat(
        stateGradients.map((state) => state[part]),
        0,
      ),
    );
    const inputGradient = linearBackward(pass, gradients, PARTS[part], inputs, gradient);
    return ops.splitColumns(inputGradient, new Array<number>(directions).fill(options.units));
  });
  return stateGradients.map((_, layer) =>
    Array.from({ length: directions }, (_, direction) =>
      byPart.map((parts) => ops.sliceRows(parts[direction], layer * rows, rows)),
    ),
  );
}

function usedLayers(pass: Pass, finals: FinalStates): FinalStates {
  return finals.slice(finals.length - pass.options.decoderLayers);
}
