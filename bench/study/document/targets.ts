import { decimal } from '../../../src-main/cli/table';
import {
  ARCHITECTURE_TITLES,
  ARCHITECTURES,
  type Architecture,
} from '../../../src-shared/domain/architecture';
import { markdownTable } from '../../report/markdown-table';
import type { StudyRecord } from '../record';
import { bleuSignificance, evaluationOf, perplexitySignificance } from '../statistics';
import { fullRun } from './full-runs';
import { share } from './results';

/** A target with what was measured; null where a run is missing. */
interface Target {
  readonly title: string;
  readonly wanted: string;
  readonly found: string | null;
  readonly isMet: boolean;
}

const MOST_PERPLEXITY = 0.6;
const LEAST_BLEU = 2;
const LEAST_DISTINCT = 0.9;
const MOST_REPETITIVE = 0.05;
const SIGNIFICANT = 0.05;

/** What the study set out to reach, and whether it did, on `github` test data by beam search. */
export function targetsSection(records: readonly StudyRecord[]): string {
  const targets = [
    ...ARCHITECTURES.flatMap((architecture) => againstNotebook(records, architecture)),
    ...ofAttention(records),
    ...orderTargets(records),
  ];
  return [
    '## Targets',
    'For `recommended`, on test data, by beam search; against `notebook` trained on the same rows. p: paired approximate randomisation, two-sided.',
    markdownTable(
      ['target', 'wanted', 'found', 'met'],
      targets.map(({ title, wanted, found, isMet }) => [
        title,
        wanted,
        found ?? 'not trained yet',
        found === null ? '–' : isMet ? 'yes' : '**no**',
      ]),
    ),
  ].join('\n\n');
}

function againstNotebook(records: readonly StudyRecord[], architecture: Architecture): Target[] {
  const ours = fullRun(records, 'github', 'recommended', architecture);
  const theirs = fullRun(records, 'github', 'notebook', architecture);
  const name = ARCHITECTURE_TITLES[architecture];
  const pair =
    ours && theirs ? ([ours, theirs] as const).map((run) => evaluationOf(run, 'test', 'beam')) : null;
  const ratio = (of: 'bleu' | 'perplexity') => pair && pair[0].summary[of]! / pair[1].summary[of]!;
  const found = (of: 'bleu' | 'perplexity') =>
    pair && `${decimal(ratio(of)!)}x (${decimal(pair[0].summary[of]!)} / ${decimal(pair[1].summary[of]!)})`;
  return [
    {
      title: `${name}: BLEU`,
      wanted: `at least ${LEAST_BLEU}x`,
      found: found('bleu'),
      isMet: ratio('bleu')! >= LEAST_BLEU,
    },
    {
      title: `${name}: perplexity`,
      wanted: `at most ${MOST_PERPLEXITY}x`,
      found: found('perplexity'),
      isMet: ratio('perplexity')! <= MOST_PERPLEXITY,
    },
  ];
}

function ofAttention(records: readonly StudyRecord[]): Target[] {
  const record = fullRun(records, 'github', 'recommended', 'lstm-attention');
  const evaluation = record && evaluationOf(record, 'test', 'beam');
  const { summary, repetitive } = evaluation ?? {};
  const name = ARCHITECTURE_TITLES['lstm-attention'];
  return [
    {
      title: `${name}: distinct outputs`,
      wanted: `more than ${100 * LEAST_DISTINCT}%`,
      found: summary ? share(summary.distinctOutputs, summary.examples) : null,
      isMet: summary !== undefined && summary.distinctOutputs / summary.examples > LEAST_DISTINCT,
    },
    {
      title: `${name}: outputs dominated by repetition`,
      wanted: `under ${100 * MOST_REPETITIVE}%`,
      found: summary ? share(repetitive!, summary.examples) : null,
      isMet: summary !== undefined && repetitive! / summary.examples < MOST_REPETITIVE,
    },
  ];
}

function orderTargets(records: readonly StudyRecord[]): Target[] {
  return ARCHITECTURES.slice(1).flatMap((better, place): Target[] => {
    const worse = ARCHITECTURES[place];
    const runs = [worse, better].map((name) => fullRun(records, 'github', 'recommended', name));
    const title = `${ARCHITECTURE_TITLES[better]} over ${ARCHITECTURE_TITLES[worse]}`;
    const wanted = `better, p < ${SIGNIFICANT}`;
    if (runs.some((run) => run === null))
      return ['BLEU', 'perplexity'].map((of) => ({
        title: `${title}: ${of}`,
        wanted,
        found: null,
        isMet: false,
      }));
    const [low, high] = runs.map((run) => evaluationOf(run!, 'test', 'beam'));
    const gain = high.summary.bleu - low.summary.bleu;
    const less = low.summary.perplexity! - high.summary.perplexity!;
    const [p, q] = [bleuSignificance(low, high), perplexitySignificance(low, high)];
    return [
      {
        title: `${title}: BLEU`,
        wanted,
        found: `${decimal(Math.abs(gain))} ${gain < 0 ? 'less' : 'more'}, p = ${p.toFixed(4)}`,
        isMet: gain > 0 && p < SIGNIFICANT,
      },
      {
        title: `${title}: perplexity`,
        wanted,
        found: `${decimal(Math.abs(less))} ${less < 0 ? 'more' : 'less'}, p = ${q.toFixed(4)}`,
        isMet: less > 0 && q < SIGNIFICANT,
      },
    ];
  });
}
