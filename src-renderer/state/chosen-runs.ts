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

/** More would be no name any more. */
const MOST_DIFFERENCES = 2;

/** Each with a label that no other has: its title, and where that does not do or says too little, the settings that differ. */
function labelled(runs: readonly Pick<ChosenRun, 'study' | 'run'>[]): readonly ChosenRun[] {
  const oneStudy = new Set(runs.map(({ study }) => study.id)).size === 1;
  const titles = runs.map(({ study, run }) => {
    const title = ARCHITECTURE_TITLES[run.architecture];
    return oneStudy ? title : `${study.name} · ${title}`;
  });
  const labels = runs.map(({ study, run }, index) => {
    const isTwin = titles.filter((title) => title === titles[index]).length > 1;
    const others = runs.filter((other, place) =>
      isTwin ? titles[place] === titles[index] : other.run.architecture === run.architecture,
    );
    const settings = differences(run, others);
    // A study's name tells them apart already; a long list of settings would hide it.
    if (!isTwin && settings.length > MOST_DIFFERENCES) return titles[index];
    const told = settings.filter((setting) => !study.name.includes(setting)).slice(0, MOST_DIFFERENCES);
    return told.length > 0 ? `${titles[index]} (${told.join(', ')})` : titles[index];
  });
  return runs.map(({ study, run }, index) => ({
    study,
    run,
    turn: runs.slice(0, index).filter((other) => other.run.architecture === run.architecture).length,
    label: isAlone(labels, index) ? labels[index] : `${labels[index]} #${numberAmong(labels, index)}`,
  }));
}

/** The settings of a run in which not all of the runs are equal: `SEED 43`. */
function differences(
  { configuration }: RunHead,
  runs: readonly { readonly run: RunHead }[],
): readonly string[] {
  const keys = Object.keys(configuration) as (keyof RunHead['configuration'])[];
  return keys
    .filter((key) => runs.some(({ run }) => run.configuration[key] !== configuration[key]))
    .map((key) => `${key} ${String(configuration[key])}`);
}

function isAlone(labels: readonly string[], index: number): boolean {
  return labels.filter((label) => label === labels[index]).length === 1;
}

/** Counted from 1. */
function numberAmong(labels: readonly string[], index: number): number {
  return labels.slice(0, index + 1).filter((label) => label === labels[index]).length;
}
