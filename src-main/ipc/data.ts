import { completeConfiguration, parseConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import { activityOf, type Handlers, type Services } from './services';

/** Choosing and inspecting data sources. */
export function dataHandlers({
  history,
  shortJobs,
  desktop,
  send,
}: Services): Handlers<'data.choose' | 'data.place' | 'data.inspect' | 'data.cancelInspection'> {
  return {
    'data.choose': ({ what }) => desktop.choosePath(what),
    'data.place': ({ what, name }) => desktop.choosePlace(what, name),
    'data.inspect': ({ source, configuration }) => {
      const { values } = parseConfiguration(configuration, 'The configuration');
      return shortJobs.inspect(
        {
          kind: 'inspect',
          home: history.home.root,
          source,
          configuration: completeConfiguration(PRESETS.recommended, values),
        },
        (event) => send('activity', activityOf(event, null)),
      );
    },
    'data.cancelInspection': () => {
      shortJobs.cancelInspection();
      return null;
    },
  };
}
