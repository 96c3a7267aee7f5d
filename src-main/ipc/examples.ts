import type { ExamplesOutputs } from '../../src-shared/contract/requests/examples';
import { UserError } from '../../src-shared/domain/errors';
import { writeFileAtomically } from '../files/atomic-file';
import { runName } from '../history';
import { ExampleThread } from './example-thread';
import type { Handlers, Services } from './services';

/** Handlers with what ends their threads. */
export interface ExampleHandlers {
  readonly handlers: Handlers<keyof ExamplesOutputs>;
  close(): void;
}

/**
 * Examples of evaluated runs by filter and order, and what a person marks among them. Lists are answered by one thread and
 * the intervals of metrics, which take longer, by another.
 */
export function exampleHandlers({ history, desktop, send }: Services): ExampleHandlers {
  const lists = new ExampleThread(history.home.database);
  const intervals = new ExampleThread(history.home.database);
  const marked = (...studies: readonly string[]) => {
    send('examples-marked', { studies });
    return null;
  };
  const titleOf = (id: string) => {
    const run = history.resolveRun(id);
    return runName(history.resolveStudy(run.study), run);
  };
  return {
    handlers: {
      'examples.query': (input) => lists.ask('query', input),
      'examples.show': (input) => lists.ask('show', input),
      'examples.metrics': async ({ filter, ...key }) => {
        const positions = await lists.ask('positions', { ...key, filter });
        return intervals.ask('metrics', { ...key, positions });
      },
      'examples.significance': async ({ filter, run, ...key }) => {
        const positions = await lists.ask('positions', { ...key, filter });
        return intervals.ask('significance', { ...key, positions, run });
      },
      'examples.save': async (input) => {
        const path = await desktop.choosePlace(input.format, input.name);
        if (path === null) return null;
        const text = await lists.ask('text', { ...input, titles: input.runs.map(titleOf) });
        try {
          await writeFileAtomically(path, Buffer.from(text));
        } catch (error) {
          throw new UserError(`${path}: cannot be written (${(error as Error).message})`);
        }
        return path;
      },
      'examples.setFavourite': ({ studies, split, index, favourite }) => {
        history.marks.setFavourite(studies, split, index, favourite);
        return marked(...studies);
      },
      'slices.list': ({ studies }) => history.marks.slices(studies),
      'slices.create': (input) => {
        const { id } = history.resolveStudy(input.study);
        const slice = history.marks.createSlice({ ...input, study: id });
        marked(id);
        return slice;
      },
      'slices.rename': ({ slice, name }) => marked(history.marks.renameSlice(slice, name)),
      'slices.delete': ({ slice }) => marked(history.marks.deleteSlice(slice)),
    },
    close() {
      lists.close();
      intervals.close();
    },
  };
}
