import type { Handlers, Services } from './services';

/** What the runs of a study answered to the examples of a split. */
export function predictionHandlers({ history }: Services): Handlers<'predictions.list'> {
  return { 'predictions.list': (request) => history.predictions.list(request) };
}
