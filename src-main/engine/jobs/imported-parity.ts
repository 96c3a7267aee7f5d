import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../../../src-shared/domain/model/model-options';
import { selectBackend } from '../tensor/select-backend';
import type { ParityReport } from '../../../src-shared/domain/import';
import { type ParityCertificate, readCertificate } from '../checkpoint/pytorch/parity/certificate';
import { checkParity } from '../checkpoint/pytorch/parity/check-parity';
import { certificateOf } from '../checkpoint/pytorch/notebook/folder-certificates';
import type { PlannedRun } from '../checkpoint/pytorch/notebook/import-plan';
import type { NotebookFolder } from '../checkpoint/pytorch/notebook/notebook-folder';
import type { RowOrder } from '../checkpoint/pytorch/notebook/embedding-rows';

/**
 * Runs again what PyTorch computed, where a certificate lies beside the checkpoint.
 * @throws UserError naming a certificate that is none, or is of another model.
 */
export async function withParity(run: PlannedRun, folder: NotebookFolder): Promise<PlannedRun> {
  const { origin, model } = run;
  const file = origin.weights && certificateOf(folder, origin.weights.file);
  if (!file || !model) return run;
  const certificate = inOurOrder(await readCertificate(file.path), model.order);
  return { ...run, origin: { ...origin, parity: await parityOf(run, model, certificate) } };
}

async function parityOf(
  { architecture, configuration }: PlannedRun,
  { weights, order }: NonNullable<PlannedRun['model']>,
  certificate: ParityCertificate,
): Promise<ParityReport> {
  const sizes = { source: order.source.length, target: order.target.length };
  const model = createEmptyModel(await selectBackend(), modelOptions(architecture, configuration, sizes));
  try {
    for (const { name, values } of weights) model.ops.assign(model.parameters.variable(name), values);
    return checkParity(model, certificate);
  } finally {
    model.parameters.dispose();
  }
}

/** The certificate with our identifiers in the place of the file's. */
function inOurOrder(certificate: ParityCertificate, order: RowOrder): ParityCertificate {
  const ours = { source: inverse(order.source), target: inverse(order.target) };
  return {
    ...certificate,
    probes: certificate.probes.map((probe) => ({
      ...probe,
      // What no vocabulary has stays as it is, so that the check refuses it.
      source: probe.source.map((identifier) => ours.source.get(identifier) ?? identifier),
      target: probe.target.map((identifier) => ours.target.get(identifier) ?? identifier),
      logits: probe.logits.map((row) =>
        row.length === order.target.length ? order.target.map((identifier) => row[identifier]) : row,
      ),
    })),
  };
}

function inverse(order: readonly number[]): ReadonlyMap<number, number> {
  return new Map(order.map((theirs, ours) => [theirs, ours] as const));
}
