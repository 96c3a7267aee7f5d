import type { BackendDescription } from '../tensor/tensor-operations';

/** What decides, beside configuration and seed, whether losses are equal bit for bit (engine rule 9), with its name in messages. */
const DECIDING = {
  backend: 'backend',
  tensorflow: 'TensorFlow',
  device: 'device',
  threads: 'threads',
  replicas: 'replicas',
  oneDnn: 'oneDNN',
  fusedKernels: 'fused kernels',
} as const satisfies Partial<Record<keyof BackendDescription, string>>;

const NAMES = Object.keys(DECIDING) as (keyof typeof DECIDING)[];

/** The entries of a checkpoint's metadata that say what computed it. */
export function arithmeticMetadata(description: BackendDescription): Record<string, string> {
  return Object.fromEntries(NAMES.map((name) => [name, String(description[name])]));
}

/** In what a checkpoint's computing differs from that of now, such as `threads 2, now 1`; entries it lacks are left out. */
export function arithmeticDifferences(
  metadata: Readonly<Record<string, string>>,
  description: BackendDescription,
): string[] {
  const now = arithmeticMetadata(description);
  return NAMES.filter((name) => name in metadata && metadata[name] !== now[name]).map(
    (name) => `${DECIDING[name]} ${metadata[name]}, now ${now[name]}`,
  );
}
