import { decimal } from '../../../src-main/cli/table';
import type { LengthBinScore } from '../../../src-shared/domain/analysis';
import {
  type Architecture,
  ARCHITECTURE_TITLES,
  ARCHITECTURES,
} from '../../../src-shared/domain/architecture';
import { markdownTable } from '../../report/markdown-table';
import type { StudyRecord } from '../record';
import { bleuSignificance, evaluationOf } from '../statistics';
import { total, writtenNames } from '../attention-words';
import { attentionName } from './figures';
import { fullRun, fullRuns } from './full-runs';
import { DECODERS } from '../../../src-shared/domain/run';

/** The specification's claims, held against these runs. */
export function claimsSection(records: readonly StudyRecord[]): string | null {
  if (fullRuns(records).length === 0) return null;
  return [
    '## What the specification claims',
    beamClaim(records),
    lengthClaim(records),
    attentionClaim(records),
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

function beamClaim(records: readonly StudyRecord[]): string {
  const rows = fullRuns(records).map((record) => {
    const [greedy, beam] = DECODERS.map((decoder) => evaluationOf(record, 'test', decoder));
    const gain = 100 * (beam.summary.bleu / greedy.summary.bleu - 1);
    return [
      record.item.collection,
      record.item.preset,
      ARCHITECTURE_TITLES[record.item.architecture],
      decimal(greedy.summary.bleu),
      decimal(beam.summary.bleu),
      signedPercent(gain, 1),
      bleuSignificance(greedy, beam).toFixed(4),
      gain >= 5 && gain <= 15 ? 'yes' : 'no',
    ];
  });
  return [
    '**“Beam search gives 5 to 15% more BLEU.”**',
    markdownTable(['rows', 'preset', 'model', 'greedy', 'beam', 'gain', 'p', 'holds'], rows),
  ].join('\n\n');
}

const LENGTH_CLAIM = "**“The vanilla RNN degrades with the docstring's length, attention less.”**";

function lengthClaim(records: readonly StudyRecord[]): string {
  const runs = ARCHITECTURES.flatMap((name) => fullRun(records, 'github', 'recommended', name) ?? []);
  if (runs.length === 0) return `${LENGTH_CLAIM} Not trained yet.`;
  const changes = runs.map((record) => ({
    architecture: record.item.architecture,
    bins: binsOf(record),
    change: changeWithLength(record),
  }));
  return [
    `${LENGTH_CLAIM} Token accuracy by docstring length in tokens, ` +
      '`recommended`, greedy, with the number of examples; and the longest bin against the shortest:',
    markdownTable(
      ['model', ...binsOf(runs[0]).map(({ bin }) => bin), 'change'],
      changes.map(({ architecture, bins, change }) => [
        ARCHITECTURE_TITLES[architecture],
        ...bins.map(({ tokenAccuracy, examples }) =>
          tokenAccuracy === null ? null : `${decimal(tokenAccuracy, 1)}% (${examples})`,
        ),
        change === null ? null : signedPercent(change, 0),
      ]),
    ),
    ...lengthVerdict(new Map(changes.map(({ architecture, change }) => [architecture, change]))),
  ].join('\n\n');
}

function binsOf(record: StudyRecord): readonly LengthBinScore[] {
  return evaluationOf(record, 'test', 'greedy').summary.lengthBins ?? [];
}

/** Percent by which the longest bin's token accuracy is above the shortest's. */
function changeWithLength(record: StudyRecord): number | null {
  const known = binsOf(record).flatMap(({ tokenAccuracy }) => tokenAccuracy ?? []);
  return known.length < 2 ? null : 100 * (known.at(-1)! / known[0] - 1);
}

function lengthVerdict(changes: ReadonlyMap<Architecture, number | null>): string[] {
  const [vanilla, attention] = [changes.get('vanilla-rnn') ?? null, changes.get('lstm-attention') ?? null];
  if (vanilla === null || attention === null) return [];
  const degrades = vanilla < 0 ? 'The vanilla RNN does lose' : 'The vanilla RNN does not lose';
  const less = attention > vanilla ? 'attention loses less' : 'attention does not lose less';
  return [`${degrades} accuracy with length; ${less}.`];
}

function attentionClaim(records: readonly StudyRecord[]): string | null {
  const runs = fullRuns(records).filter(({ attention }) => attention.length > 0);
  if (runs.length === 0) return null;
  return [
    '**“Attention puts ‘maximum’ on `max`.”** Test docstrings with a word for which Python has a name were searched for, all of ' +
      'them; so often did the greedy answer have that name, and so often did the word have the largest weight of all source ' +
      'tokens as it was written. _Even_ is what the weight would be if every source token had the same.',
    wordsTable(runs),
    ...runs.map(wordsVerdict),
    'And six docstrings of our own, by beam search: the beginning of the answer, and the weight of the word where the name was ' +
      'written. All are shown, good and bad.',
    probesTable(runs),
  ].join('\n\n');
}

function wordsTable(runs: readonly StudyRecord[]): string {
  const rows = runs.flatMap(({ item, words }) =>
    words
      .filter(({ asked }) => asked > 0)
      .map(({ word, name, asked, written, largest, weight, even }) => [
        item.collection,
        item.preset,
        `${word} → \`${name}\``,
        asked,
        written,
        largest,
        weight === null ? null : decimal(weight),
        even === null ? null : decimal(even),
      ]),
  );
  return markdownTable(
    ['rows', 'preset', 'word → name', 'docstrings', 'name written', 'word has most', 'mean weight', 'even'],
    rows,
  );
}

/** All words of a run together. */
export function wordsVerdict({ item, words }: StudyRecord): string {
  return (
    `\`${item.collection}\`, \`${item.preset}\`: the name was written for ${total(words, 'written')} of ` +
    `${total(words, 'asked')} words, and the word had the largest weight in ${total(words, 'largest')} of those.`
  );
}

function probesTable(runs: readonly StudyRecord[]): string {
  const rows = runs.flatMap(({ item, attention }) =>
    attention.map((asked, place) => {
      const found = writtenNames(asked).map(
        ({ word, name, weight, most, mostWeight }) =>
          `\`${word}\` on \`${name}\`: ${decimal(weight)} (most on \`${most}\`: ${decimal(mostWeight)})`,
      );
      return [
        item.collection,
        item.preset,
        `[${asked.sourceTokens.slice(1, -1).join(' ')}](study/${attentionName(item.name, place)})`,
        `\`${asked.generatedTokens.slice(0, 12).join(' ').replaceAll('`', "'").replaceAll('|', '¦')}\``,
        found.length === 0 ? 'the name was not written' : found.join('; '),
      ];
    }),
  );
  return markdownTable(['rows', 'preset', 'asked', 'written', 'weight of the word'], rows);
}

function signedPercent(value: number, digits: number): string {
  return `${value > 0 ? '+' : ''}${decimal(value, digits)}%`;
}
