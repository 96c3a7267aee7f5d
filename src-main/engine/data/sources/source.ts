import type { Example, SkippedCounts, SourceOptions } from '../../../../src-shared/domain/data';

/** Reports how far an activity is. `total` is null when the end is not known in advance. */
export type ReportProgress = (activity: string, done: number, total: number | null, unit: string) => void;

/** What a source is given by whoever opens it. */
export interface SourceContext {
  /** Downloads are kept here. */
  readonly cacheDirectory: string;
  readonly progress: ReportProgress;
  /** Ends the loading: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** All rows of a source, in the source's own order. */
export interface LoadedExamples {
  readonly examples: readonly Example[];
  /** Rows left out while reading, by reason. */
  readonly skipped: SkippedCounts;
  /** What the location was resolved to, e.g. `Standard library of CPython 3.12.1`. */
  readonly description: string;
  /** What the user should know about how the location was resolved. */
  readonly notices: readonly string[];
}

/** Collects the rows of a source, and counts those left out. */
export class ExampleCollector {
  readonly examples: Example[] = [];
  private readonly counts = new Map<string, number>();

  add(example: Example): void {
    this.examples.push(example);
  }

  skip(reason: string, count = 1): void {
    if (count > 0) this.counts.set(reason, (this.counts.get(reason) ?? 0) + count);
  }

  finish(description: string, notices: readonly string[] = []): LoadedExamples {
    return { examples: this.examples, skipped: Object.fromEntries(this.counts), description, notices };
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
