import { pack } from '../../src-shared/contract/transport';
import type { LibraryItems, LibraryOutputs } from '../../src-shared/contract/requests/library';
import type { Run, Study } from '../../src-shared/domain/run';
import type { Handlers, Services } from './services';
import { tellStudies } from './study-changes';

/** The library of studies and runs: what is written on them, taking them away, the table of runs. */
export function libraryHandlers(services: Services): Handlers<keyof LibraryOutputs> {
  const { history, preferences, send } = services;
  const found = ({ studies, runs }: LibraryItems) => ({
    studies: history.studies.findAll(studies),
    runs: runs.flatMap((id) => history.runs.find(id) ?? []),
  });
  return {
    'runs.list': ({ study }) => pack(history.listRuns(study)),
    'runs.artefacts': ({ run }) => history.runs.artefacts(run),
    'runs.pin': ({ run: id }) => {
      const before = history.runs.baseline()?.study;
      const run = id === null ? null : history.resolveRun(id);
      history.runs.setBaseline(run?.id ?? null);
      tellStudies(
        history,
        send,
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
      tellStudies(history, send, studiesOf(found(items)));
      return null;
    },
    'library.delete': async ({ items }) => {
      const { studies, runs } = found(items);
      await release(services, studies, runs);
      history.discard(studies, runs);
      tellTrash(services);
      tellStudies(history, send, studiesOf({ studies, runs }));
      return null;
    },
    'library.restore': ({ items }) => {
      const changed = history.trash.restore(items);
      tellTrash(services);
      tellStudies(history, send, changed);
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
  await training.release([...whole]);
}

function studiesOf({ studies, runs }: { studies: readonly Study[]; runs: readonly Run[] }): string[] {
  return [...studies.map(({ id }) => id), ...runs.map(({ study }) => study)];
}

/** A sweep goes with its last study, and comes back with the first. */
export function tellTrash({ send }: Pick<Services, 'send'>): void {
  send('trash-changed', {});
  send('sweeps-changed', {});
}
