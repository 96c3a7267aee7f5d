/** How sharply a decoder looked at each step, and how much of the source it had looked at by then. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Architecture } from '../domain/architecture';
import type { AttentionStep } from '../domain/attention-analysis';
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
  readonly sourceLength: number;
  readonly steps: readonly AttentionStep[];
}

const LEAST_LABEL_PIXELS = 22;

/** Entropy as bars or, of a second answer, as dots; coverage as lines on the right axis. Labels are the first answer's tokens. */
export function attentionStepsOption(
  answers: readonly SteppedAnswer[],
  width: number,
  palette: Palette,
): EChartsCoreOption {
  const [first] = answers;
  const most = Math.max(...answers.map(({ generatedTokens }) => generatedTokens.length));
  const highest = Math.max(...answers.map(({ sourceLength }) => Math.log(sourceLength)), Number.EPSILON);
  const name = { nameTextStyle: { ...CHART_FONT, color: palette.muted }, nameLocation: 'middle' } as const;
  const label = { ...CHART_FONT, color: palette.muted };
  const axis = { type: 'value', axisLine: { show: false }, axisTick: { show: false } } as const;
  return {
    animation: false,
    aria: ariaDescription(attentionStepsSummary(answers)),
    grid: { left: 56, right: 56, top: 16, bottom: 88 },
    xAxis: {
      type: 'category',
      data: Array.from({ length: most }, (_, step) => step),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: {
        ...CHART_CODE_FONT,
        color: palette.text,
        rotate: 60,
        interval: Math.max(0, Math.ceil((most * LEAST_LABEL_PIXELS) / Math.max(1, width)) - 1),
        formatter: (step: string) => first.generatedTokens[Number(step)] ?? '',
        width: 84,
        overflow: 'truncate',
      },
    },
    yAxis: [
      {
        ...axis,
        ...name,
        name: 'Entropy, nats',
        nameGap: 36,
        min: 0,
        max: Number(highest.toFixed(2)),
        axisLabel: label,
        splitLine: { lineStyle: { color: palette.border } },
      },
      {
        ...axis,
        ...name,
        name: 'Coverage, %',
        nameGap: 38,
        min: 0,
        max: 100,
        axisLabel: label,
        splitLine: { show: false },
      },
    ],
    series: answers.flatMap((answer, place) => seriesOf(answer, place, palette)),
  };
}

function seriesOf({ label, architecture, turn, steps }: SteppedAnswer, place: number, palette: Palette) {
  const { colour, symbol, dash } = runStyle(architecture, turn, palette);
  return [
    {
      type: 'bar',
      id: `${place} ${label} entropy`,
      silent: true,
      color: place === 0 ? colour : palette.muted,
      barMaxWidth: 14,
      barGap: '10%',
      itemStyle: { opacity: 0.55 },
      data: steps.map(({ entropy }) => entropy),
    },
    {
      type: 'line',
      id: `${place} ${label} coverage`,
      silent: true,
      yAxisIndex: 1,
      color: place === 0 ? colour : palette.muted,
      symbol,
      symbolSize: 5,
      lineStyle: { width: 2, type: place === 0 ? dash : [6, 3] },
      data: steps.map(({ coverage }) => 100 * coverage),
    },
  ];
}

/** What stands at a step. */
export function readAttentionStep(answers: readonly SteppedAnswer[], step: number): ReadoutContent | null {
  const present = answers.filter(({ steps }) => steps[step]);
  if (present.length === 0) return null;
  return {
    title: `Step ${step + 1}`,
    rows: present.flatMap(({ label, generatedTokens, steps }) => {
      const of = present.length > 1 ? `, ${label}` : '';
      return [
        { term: `token${of}`, value: generatedTokens[step] },
        { term: `entropy${of}`, value: `${steps[step].entropy.toFixed(2)} nats` },
        { term: `evenness${of}`, value: steps[step].evenness.toFixed(2) },
        { term: `coverage${of}`, value: `${(100 * steps[step].coverage).toFixed(0)}%` },
      ];
    }),
  };
}

/** The chart in words. */
export function attentionStepsSummary(answers: readonly SteppedAnswer[]): string {
  return answers
    .map(({ label, steps, sourceLength }) => {
      if (steps.length === 0) return `${label} has no step.`;
      const mean = steps.reduce((sum, { entropy }) => sum + entropy, 0) / steps.length;
      const covered = 100 * steps[steps.length - 1].coverage;
      return (
        `${label}: mean entropy ${mean.toFixed(2)} of at most ${Math.log(sourceLength).toFixed(2)} nats; ` +
        `${covered.toFixed(0)}% of the source covered after ${steps.length} steps.`
      );
    })
    .join(' ');
}

export function attentionStepsTable(answers: readonly SteppedAnswer[]): DataTable {
  return {
    title: 'Attention per step',
    columns: ['answer', 'step', 'token', 'entropy (nats)', 'evenness', 'coverage'],
    rows: answers.flatMap(({ label, generatedTokens, steps }) =>
      steps.map(({ entropy, evenness, coverage }, step) => [
        label,
        step + 1,
        generatedTokens[step],
        entropy,
        evenness,
        coverage,
      ]),
    ),
  };
}
