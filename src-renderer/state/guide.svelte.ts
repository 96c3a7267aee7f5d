import type { WindowPreferences } from '../../src-shared/contract/requests/application';
import type { StudyHead } from '../../src-shared/domain/study-list';
import type { Application } from './application.svelte';
import { studyState } from './progress';
import type { Router } from './router.svelte';
import { type Route, studyLink } from './routes';
import type { Studies } from './studies.svelte';

export type GuideProgress = WindowPreferences['guide'];

export interface GuideStep {
  readonly title: string;
  /** What to do, or what to look at, while it is the step at hand. */
  readonly hint: string;
  readonly done: boolean;
  /** Where the step takes place; null while there is no such place. */
  readonly link: string | null;
}

/** The three steps, as far as they have been taken. `study` is the starter study where it still exists. */
export function guideSteps({ watched, read }: GuideProgress, study: StudyHead | null): readonly GuideStep[] {
  const isOver = study !== null && studyState(study) === 'finished';
  const link = (tab: 'training' | 'comparison') => (study ? studyLink(study.id, tab) : null);
  return [
    {
      title: 'Start the starter study',
      hint: 'It trains all three models on the Python of this computer, in about two minutes.',
      done: study !== null,
      link: null,
    },
    {
      title: 'Watch it learn',
      hint: 'The loss falls epoch after epoch. Point at the curves to read them; training can be paused at any step.',
      done: watched,
      link: link('training'),
    },
    {
      title: 'Read its results',
      hint: isOver
        ? 'The comparison says which model is better, and how sure that is. Every figure opens its examples.'
        : 'The comparison is there once all three models have been trained.',
      done: read,
      link: isOver ? link('comparison') : null,
    },
  ];
}

/** What being at a place with the starter study takes of the steps; the same progress where it takes none. */
export function guideAfter(progress: GuideProgress, route: Route, study: StudyHead | null): GuideProgress {
  if (!study || route.view !== 'study' || route.study !== study.id) return progress;
  const hasSteps = study.runs.some(({ step }) => step > 0);
  const watched = progress.watched || (route.tab === 'training' && hasSteps);
  const read = progress.read || (route.tab === 'comparison' && studyState(study) === 'finished');
  return watched === progress.watched && read === progress.read ? progress : { ...progress, watched, read };
}

/** The first steps with the starter study, followed as they are really taken. */
export class Guide {
  constructor(
    private readonly application: Application,
    private readonly studies: Studies,
    private readonly router: Router,
  ) {}

  readonly #progress = $derived.by(() => this.application.preferences.guide);
  readonly #study = $derived.by(() =>
    this.#progress.study ? this.studies.find(this.#progress.study) : null,
  );
  readonly steps = $derived.by(() => guideSteps(this.#progress, this.#study));
  readonly isDone = $derived.by(() => this.steps.every(({ done }) => done));
  /** Shown from the first start on, until it is closed. */
  readonly isShown = $derived.by(
    () =>
      this.#progress.shown ??
      (this.studies.loading.value !== null && (this.studies.all.length === 0 || this.#study !== null)),
  );

  /** Starts the starter study, as the first step, and goes there. */
  async start(): Promise<void> {
    const study = await this.studies.createStarter();
    await this.#change({ study, watched: false, read: false });
    this.router.go({ view: 'study', study, tab: 'training', query: {} });
  }

  /** Looks whether being here takes a step. */
  follow(): void {
    const next = guideAfter(this.#progress, this.router.route, this.#study);
    if (next !== this.#progress) void this.#change(next);
  }

  close(): void {
    void this.#change({ shown: false });
  }

  /** Shows it from the beginning. */
  restart(): void {
    void this.#change({ study: null, watched: false, read: false, shown: true });
  }

  #change(changes: Partial<GuideProgress>): Promise<void> {
    return this.application.change({ guide: { ...this.#progress, ...changes } });
  }
}
