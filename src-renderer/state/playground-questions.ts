import type { ChosenRun } from './chosen-runs';
import type { RunQuestion } from './live-answers.svelte';
import type { PlaygroundChoices } from './playground-choices';

/** How many of the most likely tokens are told of each step. */
const ALTERNATIVES = 10;

/** What each run is asked; of the one that is looked at closely also how it searched and where it looked. */
export function playgroundQuestions(
  chosen: readonly ChosenRun[],
  { text, beamSize, prefix, lengthNormalisation, maximumLength }: PlaygroundChoices,
  focus: string,
): RunQuestion[] {
  return chosen.map(({ run }) => ({
    question: {
      run: run.id,
      source: text,
      beamSize,
      prefix: [...prefix],
      alternatives: ALTERNATIVES,
      attention: run.id === focus && run.architecture === 'lstm-attention',
      tree: run.id === focus,
      choices: {
        ...(lengthNormalisation !== null && { lengthNormalisation }),
        ...(maximumLength !== null && { maximumLength }),
      },
    },
    // A run that trains has other weights after its next best epoch.
    version: String(run.bestEpoch),
  }));
}

/** How the runs decode by their configurations; null where they differ. */
export function usualChoices(
  chosen: readonly ChosenRun[],
): Pick<PlaygroundChoices, 'lengthNormalisation' | 'maximumLength'> {
  const common = (values: readonly number[]) => (new Set(values).size === 1 ? values[0] : null);
  return {
    lengthNormalisation: common(chosen.map(({ run }) => run.configuration.LENGTH_NORMALISATION)),
    maximumLength: common(chosen.map(({ run }) => run.configuration.MAX_CODE_LEN - 1)),
  };
}
