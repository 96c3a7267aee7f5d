/** How sure a model was of each token that it wrote, how sharply it looked at the source, and how much of it it had looked at. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Architecture } from '../domain/architecture';
import type { AttentionStep } from '../domain/attention-analysis';
import type { OutputStep } from '../domain/generation';
import type { DataTable } from '../format/table-text';
import { ariaDescription } from './axes';
import { CHART_CODE_FONT, CHART_FONT, type Palette } from './palette';
import type { ReadoutContent } from './readout-content';
import { runStyle } from './run-style';

/** The steps of one answer. */
export interface SteppedAnswer {
  readonly label: string;
  readonly architecture: Architecture;
  /** How many answers of the same architecture stand before it. */
  readonly turn: number;
  readonly generatedTokens: readonly string[];
  /** What the model gave its tokens; null where that is not known. */
  readonly output: readonly OutputStep[] | null;
  /** Null without attention. */
  readonly attention: { readonly sourceLength: number; readonly steps: readonly AttentionStep[] } | null;
}

const LEAST_LABEL_PIXELS = 22;
/** Of shares above, of entropies below them. */
const PLOTS = { left: 60, right: 16, height: 118, tops: [16, 162] } as const;
/** The figure's pixels: above and below its plots, and in all. */
export const ANSWER_STEPS_PLOT = { top: 16, bottom: 88, height: 368 } as const;

/** Shares as bars (probability) and lines (coverage) above; entropies of output and attention as lines below. */
export function answerStepsOption(
  answers: readonly SteppedAnswer[],
  width: number,
  palette: Palette,
): EChartsCoreOption {
  const [first] = answers;
  const most = Math.max(...answers.map(({ generatedTokens }) => generatedTokens.length));
  const tokens = {
    ...CHART_CODE_FONT,
    color: palette.text,
    rotate: 60,
    interval: Math.max(0, Math.ceil((most * LEAST_LABEL_PIXELS) / Math.max(1, width)) - 1),
    formatter: (step: string) => first.generatedTokens[Number(step)] ?? '',
    width: 84,
    overflow: 'truncate',
  };
  return {
    animation: false,
    aria: ariaDescription(answerStepsSummary(answers)),
    grid: PLOTS.tops.map((top) => ({ left: PLOTS.left, right: PLOTS.right, top, height: PLOTS.height })),
    xAxis: PLOTS.tops.map((_, plot) => ({
      type: 'category',
      gridIndex: plot,
      data: Array.from({ length: most }, (_, step) => step),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: plot === 0 ? { show: false } : tokens,
    })),
    yAxis: [
      valueAxis(sharesTitle(answers), { gridIndex: 0, min: 0, max: 100 }, palette),
      valueAxis('Entropy, nats', { gridIndex: 1, min: 0, splitNumber: 4 }, palette),
    ],
    series: answers.flatMap((answer, place) => seriesOf(answer, place, palette)),
  };
}

function sharesTitle(answers: readonly SteppedAnswer[]): string {
  const shares = [
    ...(answers.some(({ output }) => output) ? ['Probability'] : []),
    ...(answers.some(({ attention }) => attention) ? ['coverage'] : []),
  ].join(', ');
  return `${shares.charAt(0).toUpperCase()}${shares.slice(1)}, %`;
}

function valueAxis(name: string, own: object, palette: Palette) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 38,
    nameTextStyle: { ...CHART_FONT, color: palette.muted },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...CHART_FONT, color: palette.muted },
    splitLine: { lineStyle: { color: palette.border } },
    ...own,
  };
}

function seriesOf(
  { label, architecture, turn, output, attention }: SteppedAnswer,
  place: number,
  palette: Palette,
) {
  const style = runStyle(architecture, turn, palette);
  const color = place === 0 ? style.colour : palette.muted;
  const common = (what: string, plot: number) => ({
    id: `${place} ${label} ${what}`,
    silent: true,
    color,
    xAxisIndex: plot,
    yAxisIndex: plot,
  });
  const line = { type: 'line', symbolSize: 4 } as const;
  const ofOutput = (steps: readonly OutputStep[]) => [
    {
      ...common('probability', 0),
      type: 'bar',
      barMaxWidth: 14,
      barGap: '10%',
      itemStyle: { opacity: 0.55 },
      data: steps.map(({ probability }) => 100 * probability),
    },
    {
      ...common('output entropy', 1),
      ...line,
      symbol: style.symbol,
      lineStyle: { width: 2 },
      data: steps.map(({ entropy }) => entropy),
    },
  ];
  const ofAttention = (steps: readonly AttentionStep[]) => [
    {
      ...common('coverage', 0),
      ...line,
      symbol: 'none',
      lineStyle: { width: 1.5, type: 'solid' },
      data: steps.map(({ coverage }) => 100 * coverage),
    },
    {
      ...common('attention entropy', 1),
      ...line,
      symbol: 'none',
      lineStyle: { width: 1.5, type: [3, 3] },
      data: steps.map(({ entropy }) => entropy),
    },
  ];
  return [...(output ? ofOutput(output) : []), ...(attention ? ofAttention(attention.steps) : [])];
}

/** What stands at a step. */
export function readAnswerStep(answers: readonly SteppedAnswer[], step: number): ReadoutContent | null {
  const present = answers.filter(({ generatedTokens }) => step in generatedTokens);
  if (present.length === 0) return null;
  return {
    title: `Step ${step + 1}`,
    rows: present.flatMap((answer) => rowsOf(answer, step, present.length > 1 ? `, ${answer.label}` : '')),
  };
}

function rowsOf(
  { generatedTokens, output, attention }: SteppedAnswer,
  step: number,
  of: string,
): ReadoutContent['rows'] {
  const [written, looked] = [output?.[step], attention?.steps[step]];
  const others = written?.alternatives.filter(({ token }) => token !== written.token).slice(0, 2) ?? [];
  return [
    { term: `token${of}`, value: generatedTokens[step] },
    ...(written
      ? [
          {
            term: written.forced ? `probability, forced${of}` : `probability${of}`,
            value: percent(written.probability),
          },
          ...others.map(({ token, probability }) => ({
            term: `instead${of}`,
            value: `${token} ${percent(probability)}`,
          })),
          { term: `entropy of the output${of}`, value: nats(written.entropy) },
        ]
      : []),
    ...(looked
      ? [
          { term: `entropy of the attention${of}`, value: nats(looked.entropy) },
          { term: `evenness${of}`, value: looked.evenness.toFixed(2) },
          { term: `coverage${of}`, value: `${(100 * looked.coverage).toFixed(0)}%` },
        ]
      : []),
  ];
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;
const nats = (entropy: number) => `${entropy.toFixed(2)} nats`;

/** What the chart shows, in words. */
export function answerStepsSummary(answers: readonly SteppedAnswer[]): string {
  return answers.map(summaryOf).join(' ');
}

function summaryOf({ label, generatedTokens, output, attention }: SteppedAnswer): string {
  if (generatedTokens.length === 0) return `${label} has no step.`;
  const parts: string[] = [];
  const chosen = (output ?? []).map((step, place) => ({ ...step, place })).filter(({ forced }) => !forced);
  if (chosen.length > 0) {
    const least = chosen.reduce((a, b) => (b.probability < a.probability ? b : a));
    parts.push(
      `mean probability ${percent(mean(chosen.map(({ probability }) => probability)))}, ` +
        `the lowest ${percent(least.probability)} of ${least.token} at step ${least.place + 1}`,
      `mean entropy of the output ${nats(mean(chosen.map(({ entropy }) => entropy)))}`,
    );
  }
  if (attention && attention.steps.length > 0) {
    const { steps, sourceLength } = attention;
    const covered = 100 * steps[steps.length - 1].coverage;
    parts.push(
      `mean entropy of the attention ${mean(steps.map(({ entropy }) => entropy)).toFixed(2)} of at most ${nats(Math.log(sourceLength))}`,
      `${covered.toFixed(0)}% of the source covered after ${steps.length} steps`,
    );
  }
  return `${label}: ${parts.join('; ')}.`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the chart shows, in figures. */
export function answerStepsTable(answers: readonly SteppedAnswer[]): DataTable {
  return {
    title: 'Answer step by step',
    columns: [
      'answer',
      'step',
      'token',
      'forced',
      'probability',
      'entropy of the output (nats)',
      'entropy of the attention (nats)',
      'evenness of the attention',
      'coverage of the source',
    ],
    rows: answers.flatMap(({ label, generatedTokens, output, attention }) =>
      generatedTokens.map((token, step) => {
        const [written, looked] = [output?.[step], attention?.steps[step]];
        return [
          label,
          step + 1,
          token,
          written ? (written.forced ? 'yes' : 'no') : null,
          written?.probability ?? null,
          written?.entropy ?? null,
          looked?.entropy ?? null,
          looked?.evenness ?? null,
          looked?.coverage ?? null,
        ];
      }),
    ),
  };
}
