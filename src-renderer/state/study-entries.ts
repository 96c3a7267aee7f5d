/** The list of studies with sweeps as one thing. Pure. */
import type { RunState } from '../../src-shared/domain/run';
import type { StudyHead } from '../../src-shared/domain/study-list';
import type { Sweep } from '../../src-shared/domain/sweep';
import { statesTogether } from './progress';

/** A sweep with its studies. */
export interface SweptStudies {
  readonly sweep: Sweep;
  readonly studies: readonly StudyHead[];
}

/** A line of the list: a study, or a sweep, after which its studies stand where it is open. */
export type StudyEntry =
  | { readonly kind: 'study'; readonly id: string; readonly study: StudyHead; readonly sweep: Sweep | null }
  | ({ readonly kind: 'sweep'; readonly id: string; readonly open: boolean } & SweptStudies);

/** Sweeps by their studies. */
export function sweepsByStudy(sweeps: readonly Sweep[]): ReadonlyMap<string, Sweep> {
  return new Map(sweeps.flatMap((sweep) => sweep.studies.map(({ study }) => [study, sweep] as const)));
}

/** Lines for studies in their order; a sweep stands where the first of its studies does. */
export function studyEntries(
  studies: readonly StudyHead[],
  sweeps: readonly Sweep[],
  open: ReadonlySet<string>,
): readonly StudyEntry[] {
  return gathered(studies, sweeps).flatMap((line): readonly StudyEntry[] => {
    if (!('sweep' in line)) return [{ kind: 'study', id: line.id, study: line, sweep: null }];
    const isOpen = open.has(line.sweep.id);
    const head: StudyEntry = { kind: 'sweep', id: line.sweep.id, open: isOpen, ...line };
    const own = line.studies.map((study): StudyEntry => ({
      kind: 'study',
      id: study.id,
      study,
      sweep: line.sweep,
    }));
    return isOpen ? [head, ...own] : [head];
  });
}

/** Studies in their order, those of a sweep together in the place of the first. */
export function gathered(
  studies: readonly StudyHead[],
  sweeps: readonly Sweep[],
): readonly (StudyHead | SweptStudies)[] {
  const sweepOf = sweepsByStudy(sweeps);
  const lines = new Map<string, StudyHead | { sweep: Sweep; studies: StudyHead[] }>();
  for (const study of studies) {
    const sweep = sweepOf.get(study.id);
    const line = sweep && lines.get(sweep.id);
    if (line && 'sweep' in line) line.studies.push(study);
    else if (sweep) lines.set(sweep.id, { sweep, studies: [study] });
    else lines.set(study.id, study);
  }
  return [...lines.values()];
}

/** What a study is called below its sweep, after which it is called as a whole. */
export function nameInSweep(study: StudyHead, sweep: Sweep | null): string {
  const before = `${sweep?.name}: `;
  return study.name.startsWith(before) ? study.name.slice(before.length) : study.name;
}

/** The state of a sweep: that of its run which most needs to be known about. */
export function sweepState(studies: readonly StudyHead[]): RunState {
  return statesTogether(studies.flatMap(({ runs }) => runs));
}
