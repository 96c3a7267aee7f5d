import {
  completeConfiguration,
  parseConfiguration,
  PRESETS,
  type RunConfiguration,
} from '../../src-shared/domain/configuration';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import type { SourceRequest } from '../../src-shared/domain/data';
import type { SweepsOutputs } from '../../src-shared/contract/requests/sweeps';
import { UserError } from '../../src-shared/domain/errors';
import { describeSetting, planSettings, type SweepPlan, sweepProblem } from '../../src-shared/domain/sweep';
import type { NewSweepStudy } from '../history';
import type { Handlers, Services } from './services';

interface SweptStudy {
  readonly name: string;
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
  readonly unknownSettings: Readonly<Record<string, unknown>>;
  readonly architectures: readonly Architecture[];
}

/** Sweeps: one study over several settings and seeds. */
export function sweepHandlers({ history, training }: Services): Handlers<keyof SweepsOutputs> {
  return {
    'sweeps.list': () => history.sweeps.list(),
    'sweeps.create': ({ name, source, configuration, architectures, plan }) => {
      const { values, unknown } = parseConfiguration(configuration, 'The configuration');
      const base = completeConfiguration(PRESETS.recommended, values);
      const problem = sweepProblem(plan, base);
      if (problem !== null) throw new UserError(problem);
      const planned = studiesOf(plan, {
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
      return { sweep };
    },
    'sweeps.stop': async ({ sweep }) => {
      const found = history.sweeps.find(sweep);
      if (!found) throw new UserError('This sweep is gone; its studies were deleted');
      await training.release(found.studies.map(({ study }) => study));
      return null;
    },
  };
}

/** One study for each setting and seed: all seeds of a setting first, so that settings are told apart early. */
function studiesOf(plan: SweepPlan, { name, configuration, ...rest }: SweptStudy): NewSweepStudy[] {
  return planSettings(plan).flatMap((values, setting) =>
    plan.seeds.map((seed) => ({
      setting,
      seed,
      study: {
        ...rest,
        name: `${name}: ${describeSetting({ ...values, ...(plan.seeds.length > 1 ? { SEED: seed } : {}) })}`,
        configuration: completeConfiguration(configuration, values, { SEED: seed }),
      },
    })),
  );
}
