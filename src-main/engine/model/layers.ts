/** Parameters behind these names are of one layer whatever follows; of other names the first part alone counts. */
const SIDES = ['encoder', 'decoder'];

/** The layer that a parameter belongs to, directions and kinds of kernels together: `encoder.layer0`, `attention`, `output`. */
export function layerOf(parameter: string): string {
  const parts = parameter.split('.');
  return parts.slice(0, SIDES.includes(parts[0]) ? 2 : 1).join('.');
}
