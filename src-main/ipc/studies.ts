import {
  completeConfiguration,
  parseConfiguration,
  PRESETS,
  STARTER_STUDY,
} from '../../src-shared/domain/configuration';
import { pack } from '../../src-shared/contract/transport';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { Handlers, Services } from './services';
import { tellStudies } from './study-changes';

type StudyRequest =
  | 'studies.list'
  | 'studies.show'
  | 'studies.source'
  | 'studies.create'
  | 'studies.createStarter'
  | 'studies.rename'
  | 'studies.pause'
  | 'studies.continue'
  | 'studies.stop'
  | 'studies.resume';

/** Studies: making and naming them, and control of their training. */
export function studyHandlers({ history, training, send }: Services): Handlers<StudyRequest> {
  return {
    'studies.list': () => pack(history.listStudies()),
    'studies.show': ({ study }) => history.resolveStudy(study),
    'studies.source': ({ study }) => history.studies.source(history.resolveStudy(study).id),
    'studies.create': ({ name, source, configuration, architectures }) => {
      const { values, unknown } = parseConfiguration(configuration, 'The configuration');
      const created = training.create({
        name,
        source,
        configuration: completeConfiguration(PRESETS.recommended, values),
        unknownSettings: unknown,
        architectures: ARCHITECTURES.filter((architecture) => architectures.includes(architecture)),
      });
      return { study: created.id };
    },
    'studies.createStarter': () => {
      const created = training.create({
        name: STARTER_STUDY.name,
        source: { location: STARTER_STUDY.location },
        configuration: STARTER_STUDY.configuration,
        architectures: ARCHITECTURES,
      });
      return { study: created.id };
    },
    'studies.rename': ({ study, name }) => {
      const { id } = history.resolveStudy(study);
      history.studies.rename(id, name);
      tellStudies(history, send, [id]);
      return null;
    },
    'studies.pause': ({ study }) => {
      training.pause(history.resolveStudy(study));
      return null;
    },
    'studies.continue': ({ study }) => {
      training.continue(history.resolveStudy(study));
      return null;
    },
    'studies.stop': async ({ study }) => {
      await training.stop(history.resolveStudy(study));
      return null;
    },
    'studies.resume': ({ study }) => {
      training.resume(history.resolveStudy(study));
      return null;
    },
  };
}
