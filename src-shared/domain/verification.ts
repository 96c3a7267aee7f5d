import type { Architecture } from './architecture';

/** How something agrees with what was recorded of it. */
export type Agreement = 'identical' | 'within-tolerance' | 'differs' | 'not-checked';

/** One thing that was looked at. */
export interface VerifiedItem {
  readonly name: string;
  readonly agreement: Agreement;
  /** What differs, by how much, or why it was not looked at; null where there is nothing to say. */
  readonly detail: string | null;
}

/** What came of verifying a passport. */
export interface PassportVerification {
  /** As the passport calls it. */
  readonly run: string;
  readonly architecture: Architecture;
  /** In what the arithmetic here differs from that of the passport's run, such as `threads 2, now 1`; null without weights. */
  readonly arithmetic: readonly string[] | null;
  readonly items: readonly VerifiedItem[];
}

/** What came of verifying a study's report page. */
export interface ReportVerification {
  /** Of the study, as the page has it; null where its data cannot be read. */
  readonly study: string | null;
  readonly items: readonly VerifiedItem[];
}

/** An item that is as it was recorded, unless there is a problem with it. */
export function itemUnless(name: string, problem: string | null): VerifiedItem {
  return { name, agreement: problem === null ? 'identical' : 'differs', detail: problem };
}
