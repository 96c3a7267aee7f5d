import type { AttentionReport } from '../../src-shared/domain/attention-analysis';
import type { SplitName } from '../../src-shared/domain/data';
import type { MemorisationReport } from '../../src-shared/domain/memorisation';
import type { Decoder } from '../../src-shared/domain/run';
import type { Database } from './database';

/** What kinds of analysis are kept. */
export interface AnalysisReports {
  readonly attention: AttentionReport;
  readonly memorisation: MemorisationReport;
}

/** Which evaluation is meant. */
export interface EvaluationKey {
  readonly run: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
}

/** What was found out about evaluations after they were made. A new evaluation begins without. */
export class Analyses {
  constructor(private readonly database: Database) {}

  /** Keeps a report in place of an earlier one; nothing is kept where the evaluation is gone. */
  record<Kind extends keyof AnalysisReports>(
    kind: Kind,
    { run, split, decoder }: EvaluationKey,
    report: AnalysisReports[Kind],
  ): void {
    this.database.run(
      `INSERT OR REPLACE INTO analyses (evaluation_id, kind, recorded_at, document)
       SELECT id, @kind, @now, @document FROM evaluations
       WHERE run_id = @run AND split = @split AND decoder = @decoder`,
      { run, split, decoder, kind, now: new Date().toISOString(), document: JSON.stringify(report) },
    );
  }

  /** The latest report of a kind; null where there is none. */
  find<Kind extends keyof AnalysisReports>(
    kind: Kind,
    { run, split, decoder }: EvaluationKey,
  ): AnalysisReports[Kind] | null {
    const row = this.database.get<{ document: string }>(
      `SELECT analyses.document FROM analyses JOIN evaluations ON evaluations.id = analyses.evaluation_id
       WHERE run_id = @run AND split = @split AND decoder = @decoder AND kind = @kind`,
      { run, split, decoder, kind },
    );
    return row ? (JSON.parse(row.document) as AnalysisReports[Kind]) : null;
  }
}
