import { completeConfiguration, parseConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import { activityOf, type Handlers, type Services } from './services';

/** Choosing and inspecting data sources. */
export function dataHandlers({
  history,
  shortJobs,
  desktop,
  places,
  send,
}: Services): Handlers<'data.choose' | 'data.place' | 'data.inspect' | 'data.cancelInspection'> {
  return {
    'data.choose': async ({ what }) => {
      const chosen = await desktop.choosePath(what);
      // Bundles of several runs are written into such a folder.
      if (chosen !== null && what === 'folder') places.add(chosen);
      return chosen;
    },
    'data.place': async ({ what, name }) => {
      const place = await desktop.choosePlace(what, name);
      if (place !== null) places.add(place);
      return place;
    },
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
