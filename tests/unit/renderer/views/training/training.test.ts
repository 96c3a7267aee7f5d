import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../../../src-shared/domain/architecture';
import type { Palette } from '../../../../../src-shared/charts/palette';
import type { Finding } from '../../../../../src-shared/domain/diagnosis';
import { GrowingSteps, seriesOfRecords } from '../../../../../src-shared/domain/step-series';
import { findingNotice } from '../../../../../src-shared/format/training';
import { runsOfStudy } from '../../../../../src-renderer/state/chosen-runs';
import { detailOf } from '../../../../../src-renderer/state/curve-details.svelte';
import { NO_CURVES, type CurveData } from '../../../../../src-renderer/state/curve-buffer';
import {
  closeColumn,
  type DrawnRun,
  fullSpan,
  positionsOf,
  smoothed,
  usualSmoothing,
} from '../../../../../src-renderer/views/training/drawn-run';
import { gradientLayersPanel, layersOf } from '../../../../../src-renderer/views/training/gradient-layers';
import { happenings, isToldElsewhere } from '../../../../../src-renderer/views/training/happenings';
import { linesTable, lossSummary, readLines } from '../../../../../src-renderer/views/training/panel-words';
import { lossPanel, PANELS } from '../../../../../src-renderer/views/training/panels';
import { answerChanges, rightTokens } from '../../../../../src-renderer/views/training/probe-answers';
import { toggledNames, trainingChoices } from '../../../../../src-renderer/views/training/training-choices';
import { epochRecord, sampleRun, sampleStudy, stepRecord } from '../../samples';

const palette = {
  ...{ text: 'black', muted: 'grey', surface: 'white', warning: 'amber' },
  architectures: Object.fromEntries(ARCHITECTURES.map((name) => [name, name])),
} as unknown as Palette;

const finding: Finding = {
  ...{ id: 'mode-collapse', severity: 'critical', title: 'All alike', explanation: 'It is.' },
  ...{ evidence: [], examples: [], remedy: { text: 'Train.', keys: [] }, epoch: 1 },
};
const data: CurveData = {
  ...NO_CURVES,
  steps: seriesOfRecords([1, 2, 3, 4].map((step) => stepRecord(step, { loss: 10 - step, seconds: 2 }))),
  epochs: [epochRecord(1, { best: true }), epochRecord(2, { best: false })],
  findings: [{ epoch: 2, finding }],
  interventions: [{ step: 3, setting: 'LEARNING_RATE', from: 0.1, to: 0.01 }],
};
const [chosen] = runsOfStudy(sampleStudy([sampleRun({ stepsPerEpoch: 2 })]));
const drawn: DrawnRun = { chosen, data, detail: null, visible: true };
const choices = { axis: 'step', smoothing: 1, palette } as const;

describe('the horizontal axis', () => {
  it('has steps, epochs or seconds of training, and leads back to steps', () => {
    expect([...positionsOf(drawn, 'step').x]).toEqual([1, 2, 3, 4]);
    expect([...positionsOf(drawn, 'epoch').x]).toEqual([0.5, 1, 1.5, 2]);
    const time = positionsOf(drawn, 'time');
    expect([...time.x]).toEqual([2, 4, 6, 8]);
    expect([time.at(3), time.stepAt(5.9), time.at(99)]).toEqual([6, 3, 8]);
    expect(fullSpan([drawn], 'time')).toEqual({ from: 0, to: 8 });
  });
});

describe('smoothing', () => {
  it('leaves a constant as it is, and weighs entries by their steps', () => {
    for (const value of smoothed(Float64Array.of(3, 3, 3), Float64Array.of(1, 5, 1), 10))
      expect(value).toBeCloseTo(3, 12);
    const apart = smoothed(Float64Array.of(0, 1), Float64Array.of(1, 100), 10);
    expect(apart[1]).toBeGreaterThan(0.99);
    expect(usualSmoothing([drawn])).toBe(1);
  });
});

describe('the charts', () => {
  it('draw the losses that are chosen, the best epoch by the criterion marked', () => {
    const lines = lossPanel(['training', 'teacher-forced', 'free-running']).lines(drawn, choices);
    expect(lines.map(({ label }) => label)).toEqual(
      ['training', 'validation, teacher-forced', 'validation, free-running'].map(
        (kind) => `${chosen.label}, ${kind}`,
      ),
    );
    expect([...lines[0].y]).toEqual([9, 8, 7, 6]);
    expect(lines.map(({ points }) => points?.emphasised)).toEqual([undefined, 0, -1]);
    const { rows } = readLines(lines, [], 'Step 2', 2, String);
    expect(rows.map(({ value }) => value)[0]).toBe('8');
    expect(linesTable('Loss', 'Step', 'nats', lines).rows).toHaveLength(4 + 2 + 2);
    expect(lossSummary([drawn])).toContain('training loss from 9.000 to 6.000 at step 4');
  });

  it('have raw values behind smoothed ones, and none for what is smooth anyway', () => {
    const rough = PANELS.find(({ id }) => id === 'gradient-norm')!;
    const even = PANELS.find(({ id }) => id === 'learning-rate')!;
    expect(rough.lines(drawn, { ...choices, smoothing: 10 })[0].band).not.toBeNull();
    expect(rough.lines(drawn, choices)[0].band).toBeNull();
    expect(even.lines(drawn, { ...choices, smoothing: 10 })[0].band).toBeNull();
  });
});

describe('a part that was looked at more closely', () => {
  it('takes the place of what was known of it, and the rest stays', () => {
    const coarse = new GrowingSteps(4);
    for (let step = 1; step <= 16; step++) coarse.add(stepRecord(step));
    const detail = {
      ...{ from: 5, to: 8 },
      series: seriesOfRecords([5, 6, 7, 8].map((step) => stepRecord(step))),
    };
    const close = { ...drawn, data: { ...NO_CURVES, steps: coarse.series }, detail };
    expect([...coarse.series.step]).toEqual([4, 8, 12, 16]);
    expect([...closeColumn(close, 'step')]).toEqual([4, 5, 6, 7, 8, 12, 16]);
    expect([...closeColumn({ ...close, detail: null }, 'step')]).toEqual([4, 8, 12, 16]);
  });

  it('keeps the steps that come while somebody looks closely at the end of a run', () => {
    const upTo = (last: number, first = 1) =>
      seriesOfRecords(
        Array.from({ length: last - first + 1 }, (_, index) => stepRecord(first + index, { loss: 1 })),
      );
    const detail = detailOf({ from: 5, to: 12 }, upTo(8, 5));
    const live = { ...drawn, data: { ...NO_CURVES, steps: upTo(10) }, detail };
    expect([...closeColumn(live, 'step')]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const nothing = { ...live, detail: detailOf({ from: 11, to: 12 }, upTo(0)) };
    expect(closeColumn(nothing, 'step')).toHaveLength(10);
  });
});

describe('what happened', () => {
  it('stands where it happened, the newest first, and is not told twice', () => {
    expect(happenings([drawn], 'step').map(({ x, place }) => [x, place])).toEqual([
      [4, 'epoch 2'],
      [3, 'step 3'],
    ]);
    const notice = findingNotice(chosen.run.architecture, data.findings[0]);
    expect(isToldElsewhere(notice, [drawn])).toBe(true);
    expect(isToldElsewhere('The source has 3 rows', [drawn])).toBe(false);
  });
});

describe('a link to the training tab', () => {
  it('says what is shown; what it says wrongly is as usual', () => {
    const usual = { axis: 'step', losses: ['training'] } as const;
    expect(
      trainingChoices({ axis: 'time', smooth: '50', losses: 'free-running,nonsense' }, usual),
    ).toMatchObject({ axis: 'time', smoothing: 50, losses: ['free-running'] });
    expect(trainingChoices({ axis: 'weeks', smooth: '7' }, usual)).toMatchObject({
      ...usual,
      smoothing: null,
    });
    expect(toggledNames(['a', 'b'], 'a')).toBe('b');
    expect(toggledNames([], 'a')).toBe('a');
  });
});

describe('probe answers', () => {
  it('are told where they change, with the tokens that stand in their place', () => {
    const answers = ['x', 'x', 'y', 'x'].map((hypothesis, place) => ({ hypothesis, epoch: place + 1 }));
    expect(answerChanges(answers as never).map(({ epoch }) => epoch)).toEqual([4, 3, 1]);
    expect(rightTokens('def f ( x )', 'def g ( x')).toEqual({ right: 3, of: 5 });
    expect(rightTokens('', '')).toEqual({ right: 0, of: 0 });
  });
});

describe('gradients by layer', () => {
  const gradients = (scale: number) => ({
    steps: 10,
    clipped: 0,
    layers: {
      output: { mean: scale, maximum: 2 * scale },
      'decoder.layer0': { mean: 1, maximum: 1 },
      'encoder.layer0': { mean: 1, maximum: 1 },
      'decoder.embedding': { mean: 1, maximum: 1 },
      bridge: { mean: 1, maximum: 1 },
      'encoder.embedding': { mean: 1, maximum: 1 },
    },
  });
  const epochs = [
    epochRecord(1, { gradients: gradients(0.5) }),
    epochRecord(2, { gradients: null }),
    epochRecord(3, { gradients: gradients(0.25) }),
  ];
  const layered: DrawnRun = { ...drawn, data: { ...data, epochs } };

  it('are those that were recorded, from the source to the output', () => {
    expect(layersOf([drawn, layered])).toEqual([
      'encoder.embedding',
      'encoder.layer0',
      'bridge',
      'decoder.embedding',
      'decoder.layer0',
      'output',
    ]);
    expect(layersOf([drawn])).toEqual([]);
  });

  it('are drawn at the ends of their epochs, but for hidden layers and other runs', () => {
    const panel = gradientLayersPanel(chosen.run.id, 'Layers', ['bridge', 'output'], new Set(['bridge']));
    const [line, ...others] = panel.lines(layered, choices);
    expect(others).toEqual([]);
    expect(line.label).toBe('output');
    expect([...line.x]).toEqual([2, 6].map((step) => positionsOf(layered, 'step').at(step)));
    expect([...line.y]).toEqual([0.5, 0.25]);
    expect(gradientLayersPanel('another', 'Layers', ['output'], new Set()).lines(layered, choices)).toEqual(
      [],
    );
  });
});
