import { completeConfiguration, parseConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { SweepsOutputs } from '../../src-shared/contract/requests/sweeps';
import { UserError } from '../../src-shared/domain/errors';
import { sweepProblem } from '../../src-shared/domain/sweep';
import { studiesOfPlan } from '../history';
import type { Handlers, Services } from './services';
import { tellStudies } from './study-changes';

/** Sweeps: one study over several settings and seeds. */
export function sweepHandlers(services: Services): Handlers<keyof SweepsOutputs> {
  const { history, training, send } = services;
  const named = (id: string) => {
    const sweep = history.sweeps.find(id);
    if (!sweep) throw new UserError('This sweep is gone; its studies were deleted');
    return sweep;
  };
  return {
    'sweeps.list': () => history.sweeps.list(),
    'sweeps.create': ({ name, source, configuration, architectures, plan }) => {
      const { values, unknown } = parseConfiguration(configuration, 'The configuration');
      const base = completeConfiguration(PRESETS.recommended, values);
      const problem = sweepProblem(plan, base);
      if (problem !== null) throw new UserError(problem);
      const planned = studiesOfPlan(plan, {
        name,
        source,
        configuration: base,
        unknownSettings: unknown,
        architectures: ARCHITECTURES.filter((architecture) => architectures.includes(architecture)),
      });
      let sweep = '';
      training.createAll(() => {
        const created = history.sweeps.create(name, plan, planned);
        sweep = created.id;
        return created.studies;
      });
      send('sweeps-changed', {});
      return { sweep };
    },
    'sweeps.rename': ({ sweep, name }) => {
      const renamed = history.sweeps.rename(named(sweep), name);
      send('sweeps-changed', {});
      tellStudies(history, send, renamed);
      return null;
    },
    'sweeps.stop': async ({ sweep }) => {
      await training.release(named(sweep).studies.map(({ study }) => study));
      return null;
    },
  };
}
