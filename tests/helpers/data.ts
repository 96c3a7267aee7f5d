import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { UserError } from '../../src-shared/domain/errors';
import { type LoadedExamples, openSource, type SourceContext } from '../../src-main/engine/data/sources';
import { ExampleCollector } from '../../src-main/engine/data/sources/source';
import type { Work } from '../../src-main/engine/work';
import type { Example, SkippedCounts, SourceRequest } from '../../src-shared/domain/data';

/** A folder of the test's own, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unroll-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Work that tells nobody and is never interrupted. */
export const quietWork: Work = { progress: () => {}, breathe: async () => {} };

/** A context whose progress reports are kept for the test to look at. */
export function recordingContext(cacheDirectory: string) {
  const reports: { activity: string; done: number; total: number | null; unit: string }[] = [];
  const context: SourceContext = {
    ...quietWork,
    cacheDirectory,
    progress: (activity, done, total, unit) => reports.push({ activity, done, total, unit }),
  };
  return { context, reports };
}

/** A context for tests that look at the rows only. */
export function quietContext(cacheDirectory = tmpdir()): SourceContext {
  return { ...quietWork, cacheDirectory };
}

/** Opens and reads a source. */
export async function readSource(request: SourceRequest, context: SourceContext) {
  const source = await openSource(request, context);
  const { examples, skipped } = await source.read();
  return { ...source, examples: [...examples], skipped };
}

/** Rows as a source that was read has them. */
export function loadedExamples(examples: Iterable<Example>, skipped: SkippedCounts = {}): LoadedExamples {
  const collector = new ExampleCollector(skipped);
  for (const example of examples) collector.add(example);
  return collector;
}

/** The message of the error that the user can mend with which a promise is rejected. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message;
}
