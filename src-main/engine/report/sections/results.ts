import {
  ERROR_CATEGORIES,
  ERROR_CATEGORY_TITLES,
  LENGTH_BINS,
  TOKEN_CLASSES,
  type ErrorCategory,
} from '../../../../src-shared/domain/analysis';
import { formatCount, formatLoss, formatMagnitude } from '../../../../src-shared/format/numbers';
import { curveFigures } from '../figures/curve-figures';
import { attentionFigure, errorFigure, lengthFigure } from '../figures/result-figures';
import { markup } from '../markup';
import { type DecoderResults, labelOf, type RecomputedEvaluation, runOf } from '../recomputed';
import type { CurveFacts, ReportData } from '../../../../src-shared/domain/report';
import { NAMED_OF_A_CATEGORY } from './cited-examples';
import {
  decimal,
  estimate,
  exampleLink,
  exampleLinks,
  figureElement,
  type Part,
  percent,
  type Section,
  table,
} from './section';

export function trainingSection(data: ReportData): Section {
  const figures = curveFigures(data).map((figure) => ({
    name: `training: ${figure.title.toLowerCase()}`,
    content: figureElement(figure),
  }));
  const epochs = data.curves.map((curve) => epochsPart(data, curve));
  const nothing = { name: 'training: nothing', content: markup`<p>No training was recorded.</p>` };
  return {
    id: 'training',
    title: 'Training',
    parts: figures.length + epochs.length > 0 ? [...figures, ...epochs] : [nothing],
  };
}

function epochsPart(data: ReportData, { run, epochs }: CurveFacts): Part {
  const label = labelOf(data.runs, runOf(data, run));
  return {
    name: `training: epochs of ${label}`,
    content: table({
      caption: markup`${label}: losses in nats per token. “Best” became the checkpoint that was evaluated,
      unless a later one did.`,
      titles: [
        'Epoch',
        'Training loss',
        'Validation loss',
        'Free-running',
        'Learning rate',
        'Teacher forcing',
        'Seconds',
        'Best',
      ],
      rows: epochs.map((epoch) => [
        epoch.epoch,
        formatLoss(epoch.trainLoss),
        formatLoss(epoch.validationLossTeacherForced),
        formatLoss(epoch.validationLossFreeRunning),
        formatMagnitude(epoch.learningRate),
        decimal(epoch.teacherForcingRatio),
        decimal(epoch.seconds, 1),
        epoch.best ? 'yes' : '',
      ]),
    }),
  };
}

export function lengthSection(results: readonly DecoderResults[]): Section {
  return {
    id: 'lengths',
    title: 'Accuracy by docstring length',
    parts: results.map((decoded) => {
      const figure = lengthFigure(decoded);
      const { decoder, evaluations } = decoded;
      const name = `lengths: accuracy, ${decoder}`;
      if (!figure)
        return {
          name,
          content: markup`<p>These evaluations (${decoder}) were made before docstrings were counted.</p> `,
        };
      return { name, content: markup`${figureElement(figure)}${lengthTable(evaluations, decoder)}` };
    }),
  };
}

function lengthTable(evaluations: readonly RecomputedEvaluation[], decoder: string) {
  return table({
    caption: markup`Mean token accuracy in percent with its 95% bootstrap interval, ${decoder}.`,
    titles: ['Docstring tokens', 'Examples', ...evaluations.map(({ label }) => label)],
    rows: LENGTH_BINS.map((bin, place) => [
      bin,
      formatCount(evaluations.find(({ lengthBins }) => lengthBins)?.lengthBins?.[place].examples ?? 0),
      ...evaluations.map(({ lengthBins }) => {
        const score = lengthBins?.[place];
        return !score || score.tokenAccuracy === null
          ? null
          : estimate({ value: score.tokenAccuracy, low: score.low!, high: score.high! });
      }),
    ]),
  });
}

export function errorSection(results: readonly DecoderResults[]): Section {
  return {
    id: 'errors',
    title: 'Errors',
    parts: results.flatMap((decoded) => [
      {
        name: `errors: by category, ${decoded.decoder}`,
        content: markup`${figureElement(errorFigure(decoded))}${errorTable(decoded)}`,
      },
      ...oneTokenAwayParts(decoded),
    ]),
  };
}

function errorTable({ evaluations, decoder }: DecoderResults) {
  return table({
    caption: markup`Errors, ${decoder}: how many, their share of the run's errors, and examples.`,
    titles: ['Category', ...evaluations.map(({ label }) => label)],
    rows: ERROR_CATEGORIES.map((category) => [
      ERROR_CATEGORY_TITLES[category],
      ...evaluations.map((evaluation) => errorCell(evaluation, category)),
    ]),
  });
}

function errorCell({ errors, answers }: RecomputedEvaluation, category: ErrorCategory) {
  const share = errors?.find((candidate) => candidate.category === category);
  const examples = answers.filter(({ outcome }) => outcome === category).map(({ index }) => index);
  if (!share || examples.length === 0) return '0';
  return markup`${formatCount(share.count)} (${share.percentage.toFixed(1)}%)
    <span class="interval">${exampleLinks(examples, NAMED_OF_A_CATEGORY)}</span>`;
}

function oneTokenAwayParts({ decoder, evaluations }: DecoderResults): Part[] {
  const known = evaluations.filter(({ oneTokenAway }) => oneTokenAway !== null);
  if (known.length === 0) return [];
  return [
    {
      name: `errors: one token away, ${decoder}`,
      content: table({
        caption: markup`Failures by the first wrong token's class, ${decoder}; after the slash, those whose rest
        the model writes right once that token is given.`,
        titles: ['First wrong token', ...known.map(({ label }) => label)],
        rows: TOKEN_CLASSES.map((tokenClass) => [
          tokenClass,
          ...known.map(({ oneTokenAway }) => {
            const counts = oneTokenAway!.find((candidate) => candidate.tokenClass === tokenClass);
            return `${formatCount(counts?.failures ?? 0)} / ${formatCount(counts?.recovered ?? 0)}`;
          }),
        ]),
      }),
    },
  ];
}

export function attentionSection(data: ReportData): Section {
  const { samples, reason } = data.attention;
  const parts: Part[] = samples.map((sample) => ({
    name: `attention: example ${sample.index}, ${labelOf(data.runs, runOf(data, sample.run))}`,
    content: figureElement(
      attentionFigure(data, sample),
      markup`Source tokens across, generated tokens down; the texts are under example
      ${exampleLink(sample.index)}.`,
    ),
  }));
  const note = {
    name: 'attention: choice',
    content: markup`<p>
      ${
        samples.length > 0
          ? 'Decoded again, greedily, from the best checkpoint. Chosen evenly over the ranks of BLEU among examples short enough to read: the best, the worst, and those between.'
          : null
      }${reason === null ? null : ` ${reason}`}
    </p> `,
  };
  return { id: 'attention', title: 'Attention', parts: [note, ...parts] };
}

/** A score as text where it is used outside tables. */
export function scoreText({ bleu, tokenAccuracy }: { bleu: number; tokenAccuracy: number }): string {
  return `BLEU ${decimal(bleu)}, token accuracy ${percent(tokenAccuracy)}`;
}
