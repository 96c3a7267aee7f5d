/** For PyTorch, as a notebook leaves its models; or weights by our names. */
export const EXPORT_FORMATS = ['notebook', 'safetensors'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
