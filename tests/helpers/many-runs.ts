import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import { PRESETS } from '../../src-shared/domain/configuration';
import type { EvaluationSummary, Run } from '../../src-shared/domain/run';
import { openHistory } from '../../src-main/history';
import { epoch, evaluation } from '../unit/history/samples';

const SIZES = [64, 128, 256, 512];

/** Records studies of three evaluated runs each into a home; settings, losses and scores follow from their number. */
export function recordManyStudies(home: string, studies: number, epochs: number): void {
  const history = openHistory(home);
  try {
    for (let number = 0; number < studies; number++) {
      const study = history.studies.create({
        name: `Study ${number}`,
        source: { location: `synthetic:${1000 + (number % 5)}` },
        configuration: {
          ...PRESETS.recommended,
          SEED: number % 10,
          HIDDEN_DIM: SIZES[Math.floor(number / 10) % SIZES.length],
        },
        architectures: ARCHITECTURES,
      });
      for (const [position, run] of study.runs.entries()) {
        for (let done = 1; done <= epochs; done++)
          history.curves.addEpoch(run.id, epoch(done, 5 - position - 0.1 * done - (number % 7) / 10, true));
        for (const decoder of ['greedy', 'beam'] as const)
          history.predictions.record(study.id, scored(run, decoder, (number % 40) + position), []);
        history.runs.end(run.id, number % 50 === 0 ? 'stopped' : 'finished', null);
      }
    }
    history.annotate(
      { studies: [], runs: history.studies.list()[0].runs.map(({ id }) => id) },
      { addTags: ['last'] },
    );
  } finally {
    history.close();
  }
}

function scored(run: Run, decoder: 'greedy' | 'beam', bleu: number): EvaluationSummary {
  return evaluation(run, { decoder, bleu: decoder === 'beam' ? bleu + 0.5 : bleu });
}
