import type { RequestInput } from '../../src-shared/contract/channels';
import type { StoredAnalyses } from '../../src-shared/contract/requests/comparison';
import type { RunComparison } from '../../src-shared/domain/run-comparison';
import { compareJob, type EvaluationKey, type History } from '../history';
import { activityOf, type Handlers, type Services } from './services';

/** As the command line's. */
const SEED = 42;
/** Comparisons that are answered at once when they are asked for again. */
const MOST_KEPT = 40;

/** Runs side by side, by their stored evaluations. */
export function comparisonHandlers({
  history,
  shortJobs,
  send,
}: Services): Handlers<'comparison.of' | 'comparison.analyses'> {
  const kept = new Map<string, Promise<RunComparison>>();
  return {
    'comparison.of': (request) => {
      const key = comparisonKey(history, request);
      const known = kept.get(key);
      if (known) return known;
      const runs = request.runs.map((run) => history.resolveRun(run));
      const comparison = shortJobs.compare(compareJob(history, { ...request, runs, seed: SEED }), (event) =>
        send('activity', activityOf(event, null)),
      );
      kept.set(key, comparison);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
      comparison.catch(() => kept.delete(key));
      return comparison;
    },
    'comparison.analyses': ({ runs, split, decoder }) =>
      runs.map((run) => storedAnalyses(history, { run, split, decoder })),
  };
}

/** The same question about the same evaluations has the same key. */
function comparisonKey(history: History, { runs, split, decoder, ...rest }: RequestInput<'comparison.of'>) {
  const versions = runs.map((run) => [run, history.predictions.version(run, split, decoder)]);
  return JSON.stringify([versions, split, decoder, rest]);
}

function storedAnalyses(history: History, key: EvaluationKey): StoredAnalyses {
  const memorisation = history.analyses.find('memorisation', key);
  const attention = history.analyses.find('attention', key);
  return {
    run: key.run,
    memorisation: memorisation && {
      threshold: memorisation.threshold,
      metrics: memorisation.metrics,
      nearDuplicates: memorisation.nearDuplicates.length,
      verbatim: memorisation.verbatim.length,
    },
    attention: attention && {
      ...attention,
      examples: attention.examples.length,
      uniformExamples: attention.uniformExamples.length,
    },
  };
}
