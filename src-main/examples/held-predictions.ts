import type { EvaluationsKey } from '../../src-shared/contract/example-thread';
import { UserError } from '../../src-shared/domain/errors';
import type { MemorisationReport } from '../../src-shared/domain/memorisation';
import type { SplitName } from '../../src-shared/domain/data';
import type { ExampleReader, StoredEvaluation } from '../history';
import {
  answerColumns,
  type AnswerColumns,
  memorisedPositions,
  textColumns,
  type TextColumns,
} from './answer-columns';

export interface HeldMemory {
  readonly recordedAt: string;
  readonly report: MemorisationReport;
  readonly positions: Uint8Array;
}

/** An evaluation with all that its run answered. */
export interface HeldEvaluation {
  readonly stored: StoredEvaluation;
  readonly texts: TextColumns;
  readonly answers: AnswerColumns;
  /** Null where memorisation was not analysed. */
  readonly memory: HeldMemory | null;
}

/** Evaluations side by side, with what they share. */
export interface HeldSelection {
  readonly evaluations: readonly HeldEvaluation[];
  readonly missing: readonly string[];
  /** Positions that any of the runs was asked, ascending. */
  readonly positions: Int32Array;
  readonly studies: readonly string[];
  readonly favourites: ReadonlySet<number>;
  /** Tells selections apart whose lists may differ. */
  readonly version: string;
}

/** Predictions that are kept when they are not asked for; 90,000 take some 60 MB. */
const MOST_PREDICTIONS = 400_000;

/** Keeps the predictions that were asked for last in memory. What the database has anew is read anew. */
export class HeldPredictions {
  /** By evaluation, the latest used last. */
  private held = new Map<string, HeldEvaluation>();
  /** By study and split; the evaluations of a study share them. */
  private readonly texts = new Map<string, { readonly at: string; readonly columns: TextColumns }>();

  constructor(private readonly reader: ExampleReader) {}

  /** @throws UserError when the runs were not evaluated on the same split */
  select({ runs, split, decoder }: EvaluationsKey): HeldSelection {
    const stored = this.reader.evaluations(runs, split, decoder);
    requireSameSplit(stored);
    const evaluations = stored.map((evaluation) => this.hold(evaluation, split));
    this.forget(evaluations);
    const studies = [...new Set(stored.map(({ study }) => study))];
    const favourites = this.reader.favourites(studies, split);
    return {
      evaluations,
      missing: runs.filter((run) => !stored.some((evaluation) => evaluation.run === run)),
      positions: answeredPositions(evaluations),
      studies,
      favourites: new Set(favourites),
      version: JSON.stringify([stored.map(({ metrics: _, ...identity }) => identity), favourites]),
    };
  }

  private hold(stored: StoredEvaluation, split: SplitName): HeldEvaluation {
    const key = keyOf(stored);
    const known = this.held.get(key);
    const texts = this.textsOf(stored, split);
    const answers = known?.answers ?? answerColumns(this.reader.answers(stored.id), texts.references);
    const memory = this.memoryOf(stored, answers.size, known?.memory ?? null);
    const evaluation = { stored, texts, answers, memory };
    this.held.delete(key);
    this.held.set(key, evaluation);
    return evaluation;
  }

  private textsOf({ study, textsAt }: StoredEvaluation, split: SplitName): TextColumns {
    const key = `${study}/${split}`;
    const known = this.texts.get(key);
    if (known?.at === textsAt) return known.columns;
    const columns = textColumns(this.reader.texts(study, split));
    this.texts.set(key, { at: textsAt, columns });
    return columns;
  }

  private memoryOf(
    { id, memorisedAt }: StoredEvaluation,
    size: number,
    known: HeldMemory | null,
  ): HeldMemory | null {
    if (memorisedAt === null) return null;
    if (known?.recordedAt === memorisedAt) return known;
    const report = this.reader.memorisation(id);
    return report && { recordedAt: memorisedAt, report, positions: memorisedPositions(report, size) };
  }

  /** Forgets what was used longest ago, when there is too much; never what was just selected. */
  private forget(selected: readonly HeldEvaluation[]): void {
    let predictions = 0;
    const kept = [...this.held].reverse().filter(([, evaluation]) => {
      predictions += evaluation.answers.size;
      return predictions <= MOST_PREDICTIONS || selected.includes(evaluation);
    });
    this.held = new Map(kept.reverse());
    const inUse = new Set([...this.held.values()].map(({ texts }) => texts));
    for (const [key, { columns }] of this.texts) if (!inUse.has(columns)) this.texts.delete(key);
  }
}

function keyOf({ id, recordedAt }: StoredEvaluation): string {
  return `${id} ${recordedAt}`;
}

function requireSameSplit(evaluations: readonly StoredEvaluation[]): void {
  const [first, ...others] = evaluations;
  const differs = others.find(
    ({ study, splitHash }) => study !== first.study && (splitHash === null || splitHash !== first.splitHash),
  );
  if (differs)
    throw new UserError(
      `Run ${differs.run} was not evaluated on the same examples as run ${first.run}; choose runs of one split`,
    );
}

function answeredPositions(evaluations: readonly HeldEvaluation[]): Int32Array {
  const size = Math.max(0, ...evaluations.map(({ answers }) => answers.size));
  const positions: number[] = [];
  for (let position = 0; position < size; position++)
    if (evaluations.some(({ answers }) => answers.answered[position] === 1)) positions.push(position);
  return Int32Array.from(positions);
}
