import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../../../../src-shared/domain/errors';

const numbers = z.array(z.number());
const tokens = z.array(z.number().int().nonnegative()).min(1).max(2000);
const probe = z.object({
  source: tokens,
  /** <SOS>, then what greedy decoding wrote. */
  target: tokens.min(2),
  /** Of each token of the target behind <SOS>. */
  logits: z.array(numbers).min(1),
  /** By the module's name: of each call the tensors that it gave back, flat. */
  modules: z.record(z.string(), z.array(z.array(numbers))),
});
const schema = z.object({
  format: z.literal('unroll-parity'),
  version: z.literal(1),
  torch: z.string().optional(),
  probes: z.array(probe).min(1).max(100),
});

/** What PyTorch computed of one sentence, with the values of every layer. */
export type ParityProbe = z.infer<typeof probe>;

/** What `resources/parity.py` wrote beside a checkpoint. */
export type ParityCertificate = z.infer<typeof schema>;

const LARGEST = 256 * 1024 ** 2;

/** Names that the certificate of a checkpoint file may have, the better first; the second serves where there is one checkpoint. */
export function certificateNames(checkpoint: string): readonly string[] {
  return [`${checkpoint.replace(/\.[^.]*$/, '')}.parity.json`, 'parity.json'];
}

/** @throws UserError naming the file, and the place in it that is wrong. */
export async function readCertificate(path: string): Promise<ParityCertificate> {
  const certificate = schema.safeParse(await readJson(path));
  if (!certificate.success) {
    const [{ path: place, message }] = certificate.error.issues;
    throw new UserError(
      `${path}: no parity certificate as resources/parity.py writes it (${place.join('.') || 'document'}: ${message})`,
    );
  }
  certificate.data.probes.forEach(({ target, logits }, index) => {
    if (logits.length !== target.length - 1)
      throw new UserError(
        `${path}: probes.${index}.logits has ${logits.length} rows; there are ${target.length - 1} steps`,
      );
  });
  return certificate.data;
}

async function readJson(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST)
      throw new Error(`it has ${size} bytes, more than ${LARGEST}; write it with fewer sources`);
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}
