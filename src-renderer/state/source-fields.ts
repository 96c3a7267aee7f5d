/** From the fields of the source section to the request that the engine takes. */
import { DEFAULT_SOURCE } from '../../src-shared/domain/configuration';
import { MOST_SYNTHETIC_ROWS, type SourceOptions, type SourceRequest } from '../../src-shared/domain/data';

export const SOURCE_KINDS = ['stdlib', 'file', 'folder', 'hub', 'synthetic'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export interface SourceFields {
  file: string;
  folder: string;
  /** `OWNER/NAME`, without the `hf:` in front. */
  hub: string;
  syntheticRows: string;
  docstringField: string;
  codeField: string;
  keepDocstring: boolean;
}

/** Sources whose rows have named fields. */
export function hasFieldNames(kind: SourceKind): boolean {
  return kind === 'file' || kind === 'hub';
}

/** Sources that are read from Python files, in which a docstring stands inside its function. */
export function isPythonSource(kind: SourceKind): boolean {
  return kind === 'stdlib' || kind === 'folder';
}

function hubName(fields: SourceFields): string {
  return fields.hub.trim().replace(/^hf:/, '');
}

function isSyntheticCount(text: string): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= MOST_SYNTHETIC_ROWS;
}

/** What keeps the source from being read, in words; null when nothing does. */
export function sourceProblem(kind: SourceKind, fields: SourceFields): string | null {
  switch (kind) {
    case 'stdlib':
      return null;
    case 'file':
      return fields.file.trim() ? null : 'Choose a JSONL, JSONL.gz or Parquet file.';
    case 'folder':
      return fields.folder.trim() ? null : 'Choose a folder of Python files.';
    case 'hub':
      return /^[\w.-]+\/[\w.-]+$/.test(hubName(fields))
        ? null
        : 'Write the data set as OWNER/NAME, for example Nan-Do/code-search-net-python.';
    case 'synthetic':
      return isSyntheticCount(fields.syntheticRows.trim())
        ? null
        : `The number of rows must be a whole number from 1 to ${MOST_SYNTHETIC_ROWS}.`;
  }
}

/** The request for a source without a problem. */
export function describeSource(kind: SourceKind, fields: SourceFields): SourceRequest {
  const options = sourceOptions(kind, fields);
  const location = sourceLocation(kind, fields);
  return Object.keys(options).length > 0 ? { location, options } : { location };
}

function sourceLocation(kind: SourceKind, fields: SourceFields): string {
  switch (kind) {
    case 'stdlib':
      return DEFAULT_SOURCE;
    case 'file':
      return fields.file.trim();
    case 'folder':
      return fields.folder.trim();
    case 'hub':
      return `hf:${hubName(fields)}`;
    case 'synthetic':
      return `synthetic:${fields.syntheticRows.trim()}`;
  }
}

/** The kind of source that a location names, and the field that shows it: the way back from a request to the form. */
export function fieldOfLocation(location: string): { kind: SourceKind; fields: Partial<SourceFields> } {
  if (location === DEFAULT_SOURCE) return { kind: 'stdlib', fields: {} };
  if (location.startsWith('hf:')) return { kind: 'hub', fields: { hub: location.slice('hf:'.length) } };
  if (location.startsWith('synthetic:'))
    return { kind: 'synthetic', fields: { syntheticRows: location.slice('synthetic:'.length) } };
  return /\.(jsonl?|gz|parquet)$/i.test(location)
    ? { kind: 'file', fields: { file: location } }
    : { kind: 'folder', fields: { folder: location } };
}

function sourceOptions(kind: SourceKind, fields: SourceFields): SourceOptions {
  const docstringField = fields.docstringField.trim();
  const codeField = fields.codeField.trim();
  return {
    ...(hasFieldNames(kind) && docstringField && { docstringField }),
    ...(hasFieldNames(kind) && codeField && { codeField }),
    ...(isPythonSource(kind) && fields.keepDocstring && { keepDocstring: true }),
  };
}
