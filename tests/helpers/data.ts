import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { UserError } from '../../src-shared/domain/errors';
import type { SourceContext } from '../../src-main/engine/data/sources';

/** A folder of the test's own, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unroll-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A context whose progress reports are kept for the test to look at. */
export function recordingContext(cacheDirectory: string, signal?: AbortSignal) {
  const reports: { activity: string; done: number; total: number | null; unit: string }[] = [];
  const context: SourceContext = {
    cacheDirectory,
    progress: (activity, done, total, unit) => reports.push({ activity, done, total, unit }),
    ...(signal ? { signal } : {}),
  };
  return { context, reports };
}

/** A context for tests that look at the rows only. */
export function quietContext(cacheDirectory = tmpdir()): SourceContext {
  return { cacheDirectory, progress: () => {} };
}

export const ignoreProgress = () => {};

/** The message of the error that the user can mend with which a promise is rejected. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message;
}
