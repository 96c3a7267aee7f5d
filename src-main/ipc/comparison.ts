import type { StoredAnalyses } from '../../src-shared/contract/requests/comparison';
import type { SplitName } from '../../src-shared/domain/data';
import { type Decoder, DECODERS, type Run } from '../../src-shared/domain/run';
import type { DecoderComparison, RunComparison } from '../../src-shared/domain/run-comparison';
import type { EvaluationKey, History } from '../history';
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
}: Services): Handlers<'comparison.of' | 'comparison.decoders' | 'comparison.analyses'> {
  const comparisons = new KeptAnswers<RunComparison>();
  const decoders = new KeptAnswers<DecoderComparison>();
  const tell = (event: Parameters<typeof activityOf>[0]) => send('activity', activityOf(event, null));
  const resolve = (runs: readonly string[]) => runs.map((run) => history.resolveRun(run));
  const stored = { kind: 'stored', home: history.home.root } as const;
  return {
    'comparison.of': (asked) => {
      const request = { ...asked, runs: resolve(asked.runs), seed: SEED };
      return comparisons.of([versionsOf(history, request, [asked.decoder]), asked], () =>
        shortJobs.compare({ ...stored, asked: 'compare', request }, tell),
      );
    },
    'comparison.decoders': (asked) => {
      const request = { ...asked, runs: resolve(asked.runs), seed: SEED };
      return decoders.of([versionsOf(history, request, DECODERS), asked], () =>
        shortJobs.compareDecoders({ ...stored, asked: 'compare-decoders', request }, tell),
      );
    },
    'comparison.analyses': ({ runs, split, decoder }) =>
      runs.map((run) => storedAnalyses(history, { run, split, decoder })),
  };
}

/** The same question about the same evaluations has the same versions, as long as the runs are called the same. */
function versionsOf(
  history: History,
  { runs, split }: { readonly runs: readonly Run[]; readonly split: SplitName },
  decoders: readonly Decoder[],
) {
  return runs.map((run) => [
    history.studies.find(run.study)?.name,
    ...decoders.map((decoder) => history.predictions.version(run.id, split, decoder)),
  ]);
}

/** Answers by their questions; those that failed are asked for again. */
class KeptAnswers<Answer> {
  private readonly kept = new Map<string, Promise<Answer>>();

  of(question: unknown, work: () => Promise<Answer>): Promise<Answer> {
    const key = JSON.stringify(question);
    const known = this.kept.get(key);
    if (known) return known;
    const answer = work();
    this.kept.set(key, answer);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    answer.catch(() => this.kept.delete(key));
    return answer;
  }
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
