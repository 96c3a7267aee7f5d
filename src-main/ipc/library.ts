import { pack } from '../../src-shared/contract/transport';
import type { LibraryItems, LibraryOutputs } from '../../src-shared/contract/requests/library';
import type { Run, Study } from '../../src-shared/domain/run';
import type { Handlers, Services } from './services';

/** Beyond so many studies windows are told to read all of them again. */
const MOST_CHANGES_TOLD = 20;

/** The library of studies and runs: what is written on them, taking them away, the table of runs. */
export function libraryHandlers(services: Services): Handlers<keyof LibraryOutputs> {
  const { history, preferences } = services;
  const found = ({ studies, runs }: LibraryItems) => ({
    studies: studies.flatMap((id) => history.studies.find(id) ?? []),
    runs: runs.flatMap((id) => history.runs.find(id) ?? []),
  });
  return {
    'runs.list': ({ study }) => pack(history.listRuns(study)),
    'runs.artefacts': ({ run }) => history.runs.artefacts(run),
    'runs.pin': ({ run: id }) => {
      const before = history.runs.baseline()?.study;
      const run = id === null ? null : history.resolveRun(id);
      history.runs.setBaseline(run?.id ?? null);
      tellChanges(
        services,
        [before, run?.study].filter((study) => study !== undefined),
      );
      return null;
    },
    'runs.layout': () => preferences.values.runTable,
    'runs.arrange': ({ layout }) => {
      preferences.change({ runTable: layout });
      return null;
    },
    'library.annotate': ({ items, changes }) => {
      history.annotate(items, changes);
      tellChanges(services, studiesOf(found(items)));
      return null;
    },
    'library.delete': async ({ items }) => {
      const { studies, runs } = found(items);
      await release(services, studies, runs);
      history.discard(studies, runs);
      tellChanges(services, studiesOf({ studies, runs }));
      return null;
    },
    'library.restore': ({ items }) => {
      tellChanges(services, history.trash.restore(items));
      return null;
    },
  };
}

/** Training of what is deleted stops: of a study, or of a study all of whose active runs are deleted. */
async function release({ history, training }: Services, studies: readonly Study[], runs: readonly Run[]) {
  const whole = new Set(studies.map(({ id }) => id));
  const deleted = new Set(runs.map(({ id }) => id));
  for (const id of new Set(runs.map(({ study }) => study))) {
    const active = history.studies.find(id)!.runs.filter((run) => history.runs.isActive(run));
    if (active.length > 0 && active.every((run) => deleted.has(run.id))) whole.add(id);
  }
  for (const id of whole) await training.release(history.studies.find(id)!);
}

function studiesOf({ studies, runs }: { studies: readonly Study[]; runs: readonly Run[] }): string[] {
  return [...studies.map(({ id }) => id), ...runs.map(({ study }) => study)];
}

/** Shows windows what became of studies. */
function tellChanges({ history, send }: Services, studies: readonly string[]): void {
  const changed = new Set(studies);
  if (changed.size > MOST_CHANGES_TOLD) return send('library-changed', {});
  for (const id of changed) {
    const study = history.studies.find(id);
    if (study) send('study-changed', study);
    else send('study-deleted', { study: id });
  }
}
