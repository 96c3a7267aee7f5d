/** Where an example and a slice lead. */
import type { ExampleDetail, Slice } from '../../../src-shared/contract/requests/examples';
import { formatExampleFilter, runsOfFilter } from '../../../src-shared/domain/example-filter';
import { formatRoute, pageLink, type Query, type Route, studyLink } from '../routes';

/** The example's attention (in the study, or on its page) and its source in the playground. */
export function exampleLinks(
  route: Route,
  runs: readonly string[],
  example: Pick<ExampleDetail, 'index' | 'source'> | null,
): { readonly attention: string; readonly playground: string } {
  const query: Query = example ? { example: String(example.index) } : {};
  return {
    attention:
      route.view === 'study'
        ? studyLink(route.study, 'attention', query)
        : pageLink('attention', { runs: runs.join(','), ...query }),
    playground: pageLink('playground', { runs: runs.join(','), ...(example && { text: example.source }) }),
  };
}

/** The view that is shown, with a slice's conditions in place of its own; runs that they name are chosen too. */
export function sliceLink(route: Route, runs: readonly string[], { filter, split }: Slice): string {
  const kept = Object.entries(route.query).filter(
    ([name]) => !(name in formatExampleFilter({})) && name !== 'example',
  );
  const named = Object.entries(formatExampleFilter(filter)).filter(([, value]) => value !== '');
  const all = [...new Set([...runs, ...runsOfFilter(filter)])].join(',');
  const query = { ...Object.fromEntries([...kept, ...named]), split };
  return formatRoute({ ...route, query: route.view === 'study' ? query : { ...query, runs: all } });
}
