import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import type { Run, RunState, Study } from '../../src-shared/domain/run';
import { formatScore } from '../../src-shared/format/numbers';

const ACTIVE: ReadonlySet<RunState> = new Set(['queued', 'running', 'paused']);

/** The gravest state of a study's runs names how it ended. */
const ENDINGS = [
  ['failed', 'failed'],
  ['interrupted', 'was interrupted'],
  ['stopped', 'was stopped'],
  ['finished', 'has finished'],
] as const satisfies readonly (readonly [RunState, string])[];

export interface StudyEnd {
  readonly title: string;
  readonly body: string;
}

/** Follows studies as they change, and tells once when the one that trained has ended: what leaves the queue is no news. */
export class StudyEnds {
  private training: string | null = null;

  /** The study that has its turn now. */
  train(study: string | null): void {
    this.training = study;
  }

  /** What is to be told of a study as it now is; null while there is nothing new. */
  observe(study: Study): StudyEnd | null {
    if (study.id !== this.training || study.runs.some(({ state }) => ACTIVE.has(state))) return null;
    this.training = null;
    return endOf(study);
  }
}

function endOf({ name, runs }: Study): StudyEnd {
  const [, words] = ENDINGS.find(([state]) => runs.some((run) => run.state === state))!;
  return { title: `“${name}” ${words}`, body: runs.map(outcomeOf).join('\n') };
}

function outcomeOf({ architecture, state, reason, evaluations, epoch }: Run): string {
  const title = ARCHITECTURE_TITLES[architecture];
  if (state !== 'finished') return `${title}: ${state} in epoch ${epoch + 1}${reason ? ` (${reason})` : ''}`;
  const scores = evaluations.filter(({ split }) => split === 'test').map(({ bleu }) => bleu);
  return scores.length > 0 ? `${title}: BLEU ${formatScore(Math.max(...scores))}` : `${title}: finished`;
}
