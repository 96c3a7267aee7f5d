import { pathOf, request } from '../client/client';
import type { Messages } from './messages.svelte';
import { describeFailure } from './task.svelte';

/** Files and folders that are dragged over the window and dropped on it. */
export class Dropping {
  /** What would happen if they were dropped now, in words; null while nothing is dragged. */
  intent = $state<string | null>(null);
  /** How many elements the pointer has entered and not left: it enters an inner one before it leaves the outer. */
  #depth = 0;

  constructor(private readonly messages: Messages) {}

  /** Hears the window until the returned function is called. */
  connect(): () => void {
    const listeners = {
      dragenter: (event: DragEvent) => this.#enter(event),
      dragover: (event: DragEvent) => this.#over(event),
      dragleave: (event: DragEvent) => this.#leave(event),
      drop: (event: DragEvent) => void this.#drop(event),
    };
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [name, listener] of entries) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of entries) window.removeEventListener(name, listener);
    };
  }

  #enter(event: DragEvent): void {
    if (!hasFiles(event)) return;
    this.#depth += 1;
    this.intent = intentOf(typesOf(event));
  }

  #over(event: DragEvent): void {
    if (!hasFiles(event)) return;
    // Without this the system would refuse them.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  }

  #leave(event: DragEvent): void {
    if (!hasFiles(event)) return;
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.intent = null;
  }

  async #drop(event: DragEvent): Promise<void> {
    this.#depth = 0;
    this.intent = null;
    if (!hasFiles(event)) return;
    event.preventDefault();
    const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter((path) => path !== '');
    await this.open(paths);
  }

  /** Goes where files are dealt with, or says why they cannot be. */
  async open(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return this.messages.show('What was dropped lies in no file of this computer.');
    try {
      const { link, message } = await request('files.describe', { paths: [...paths] });
      if (link === null) this.messages.show(message);
      else window.location.hash = link;
    } catch (error) {
      this.messages.show(describeFailure(error).message);
    }
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

function typesOf({ dataTransfer }: DragEvent): readonly string[] {
  return [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').map(({ type }) => type);
}

/** What dropping will do, as far as the system tells of what is dragged: its number and types, no names. */
export function intentOf(types: readonly string[]): string {
  if (types.length > 1) return 'Drop one file or folder at a time';
  switch (types[0]) {
    case 'text/html':
      return 'Drop to verify the study report';
    case 'application/zip':
    case 'application/x-zip-compressed':
      return 'Drop to import the bundled run';
    case 'application/json':
      return 'Drop to verify the passport, or to use the data set';
    default:
      return 'Drop to open';
  }
}
