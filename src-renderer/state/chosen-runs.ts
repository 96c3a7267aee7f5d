/** Runs that a view puts side by side: those of a study, or any that were chosen. */
import { ARCHITECTURES, ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import type { Run, Study } from '../../src-shared/domain/run';
import type { RunHead, StudyHead } from '../../src-shared/domain/study-list';
import type { Choose } from './router.svelte';

/** A run that a view looks at. */
export interface ChosenRun {
  readonly study: StudyHead;
  readonly run: RunHead;
  /** Tells it from the others: the architecture within one study, else with the study's name. */
  readonly label: string;
  /** How many runs of the same architecture stand before it; 0 for the first. */
  readonly turn: number;
}

/** What a view of runs is given, in a study's tab as on a page of its own. */
export interface ChosenRunsProps {
  readonly chosen: readonly ChosenRun[];
  readonly query: Readonly<Record<string, string>>;
  /** Choices go into the link; an empty value removes the choice. */
  readonly onchoose: Choose;
}

/** A chosen run with the whole documents of its evaluations. */
export interface WholeRun extends ChosenRun {
  readonly study: Study;
  readonly run: Run;
}

/** As `ChosenRunsProps`, for views of what evaluations say beyond their figures. */
export interface WholeRunsProps extends ChosenRunsProps {
  readonly chosen: readonly WholeRun[];
}

/** Chosen runs with their documents; null while one of them is not there. */
export function wholeRuns(
  chosen: readonly ChosenRun[],
  wholeStudy: (id: string) => Study | null,
): readonly WholeRun[] | null {
  const whole = chosen.flatMap((each) => {
    const study = wholeStudy(each.study.id);
    const run = study?.runs.find(({ id }) => id === each.run.id);
    return study && run ? [{ ...each, study, run }] : [];
  });
  return whole.length === chosen.length ? whole : null;
}

/** Whether a run has weights that can answer. */
export function canAnswer({ origin, bestEpoch }: RunHead): boolean {
  return origin ? origin.weights !== null : bestEpoch !== null;
}

/** All runs of a study, by architecture. */
export function runsOfStudy(study: StudyHead): readonly ChosenRun[] {
  const runs = study.runs.toSorted(
    (first, second) => ARCHITECTURES.indexOf(first.architecture) - ARCHITECTURES.indexOf(second.architecture),
  );
  return labelled(runs.map((run) => ({ study, run })));
}

/** The runs that a link names (`A,B`), in its order; those that are gone are left out. */
export function runsNamed(studies: readonly StudyHead[], names: string): readonly ChosenRun[] {
  const found = [...new Set(names.split(','))].flatMap((name) =>
    studies.flatMap((study) => study.runs.filter(({ id }) => id === name).map((run) => ({ study, run }))),
  );
  return labelled(found);
}

function labelled(runs: readonly Pick<ChosenRun, 'study' | 'run'>[]): readonly ChosenRun[] {
  const oneStudy = new Set(runs.map(({ study }) => study.id)).size === 1;
  return runs.map(({ study, run }, index) => {
    const turn = runs.slice(0, index).filter((other) => other.run.architecture === run.architecture).length;
    const title = ARCHITECTURE_TITLES[run.architecture];
    const alone = runs.filter((other) => other.run.architecture === run.architecture).length === 1;
    const name = alone ? title : `${title} (SEED ${run.configuration.SEED})`;
    return { study, run, turn, label: oneStudy ? name : `${study.name} · ${title}` };
  });
}
