/** What was deleted and can still be brought back. */
import type { Architecture } from './architecture';

/** How long it can. */
export const KEPT_DAYS = 30;

/** What was deleted at one time. */
export interface Deletion {
  /** ISO 8601. */
  readonly deletedAt: string;
  /** From then on it is removed for good. */
  readonly keptUntil: string;
  readonly studies: readonly { readonly id: string; readonly name: string }[];
  /** Runs that were deleted by themselves, or with which their study went. */
  readonly runs: readonly {
    readonly id: string;
    readonly study: string;
    readonly studyName: string;
    readonly architecture: Architecture;
  }[];
  /** Of all files that go with it. */
  readonly bytes: number;
}

/** The moment from which what was deleted at another is removed for good. */
export function keptUntil(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + KEPT_DAYS * 24 * 3_600_000).toISOString();
}
