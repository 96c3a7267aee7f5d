import type { Example, SkippedCounts, SourceOptions } from '../../../../src-shared/domain/data';
import type { Work } from '../../work';
import { type Examples, ExampleStore } from '../examples';
import { whyUnusable } from '../filter';

/** What a source is given by whoever opens it. */
export interface SourceContext extends Work {
  /** Downloads are kept here. */
  readonly cacheDirectory: string;
}

/** A data source that was found and is not read yet. */
export interface Source {
  /** What the location was resolved to, e.g. `Standard library of CPython 3.12.1`. */
  readonly description: string;
  /** What the user should know about how the location was resolved. */
  readonly notices: readonly string[];
  /** What decides which rows there are; null where nothing but the program does. */
  readonly basis: SourceBasis | null;
  /** Reads all rows. */
  read(): Promise<LoadedExamples>;
}

/** Equal bases, with files of equal content, give equal rows. */
export interface SourceBasis {
  /** In the order in which they are read; names are those that matter to the rows. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** How they are read, as plain data. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The usable rows of a source, in the source's own order. */
export interface LoadedExamples {
  readonly examples: Examples;
  /** Rows left out while reading, by reason. */
  readonly skipped: SkippedCounts;
}

/** Collects the usable rows of a source, and counts those left out. */
export class ExampleCollector implements LoadedExamples {
  readonly examples = new ExampleStore();
  private readonly counts: Map<string, number>;

  /** `skipped` is what was left out before there were rows. */
  constructor(skipped: SkippedCounts = {}) {
    this.counts = new Map(Object.entries(skipped));
  }

  /** Takes an example in, unless one of its sides is empty. */
  add(example: Example): void {
    const reason = whyUnusable(example);
    if (reason === null) this.examples.add(example);
    else this.skip(reason);
  }

  skip(reason: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  get skipped(): SkippedCounts {
    return Object.fromEntries(this.counts);
  }
}

/** Names of the two fields or columns that hold an example. */
export interface FieldNames {
  readonly docstring: string;
  readonly code: string;
}

export function fieldNames(options: SourceOptions | undefined): FieldNames {
  return { docstring: options?.docstringField ?? 'docstring', code: options?.codeField ?? 'code' };
}
