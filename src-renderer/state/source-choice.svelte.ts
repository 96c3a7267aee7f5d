import type { SourceRequest } from '../../src-shared/domain/data';
import { request } from '../client/client';
import {
  describeSource,
  fieldOfLocation,
  sourceProblem,
  type SourceFields,
  type SourceKind,
} from './source-fields';
import { Task } from './task.svelte';

/** A data source that is being chosen: what was typed, and what follows from it. */
export class SourceChoice {
  kind = $state<SourceKind>('stdlib');
  fields = $state<SourceFields>({
    file: '',
    folder: '',
    hub: 'Nan-Do/code-search-net-python',
    syntheticRows: '2000',
    docstringField: '',
    codeField: '',
    keepDocstring: false,
  });

  readonly choosing = new Task<string | null>();
  /** What keeps it from being read, in words; null when nothing does. */
  readonly problem = $derived(sourceProblem(this.kind, this.fields));
  readonly request = $derived<SourceRequest>(describeSource(this.kind, this.fields));

  /** Shows a source, as a request or a link names it. */
  take({ location, options = {} }: SourceRequest): void {
    const { kind, fields } = fieldOfLocation(location);
    const { docstringField = '', codeField = '', keepDocstring = false } = options;
    this.kind = kind;
    Object.assign(this.fields, { ...fields, docstringField, codeField, keepDocstring });
  }

  /** Asks for a file or folder with the system's dialog. */
  async choose(what: 'file' | 'folder'): Promise<void> {
    const path = await this.choosing.start(() => request('data.choose', { what }));
    if (path !== null) this.fields[what] = path;
  }
}
