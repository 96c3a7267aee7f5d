import { decimal } from '../../../src-main/cli/table';
import { markdownTable } from '../../report/markdown-table';
import {
  ATTENTION_PROBES,
  type RecordedAttention,
  total,
  type WordCount,
  WORDS,
  type WrittenName,
  writtenNames,
} from '../attention-words';
import type { StudyRecord } from '../record';
import { attentionName } from './figures';
import { fullRuns } from './full-runs';

/** Whether attention looks at a word as it writes what Python calls it: counted in test docstrings, and shown. */
export function attentionClaim(records: readonly StudyRecord[]): string | null {
  const runs = fullRuns(records).filter(({ attention }) => attention.length > 0);
  if (runs.length === 0) return null;
  return [
    '**“Attention puts ‘maximum’ on `max`.”** Test docstrings with a word for which Python has a name were searched for, all of ' +
      'them. How many had the name in their greedy answer, in how many of these the word had the largest weight of all source ' +
      'tokens as the name was first written, and its mean weight there beside what it would be if every source token had the same:',
    wordsTable(runs),
    ...runs.map(wordsVerdict),
    'And docstrings of our own, by beam search: the beginning of the answer, and the weight of the word where the name was first ' +
      'written. All are shown, good and bad.',
    probesTable(runs),
    ...heatmaps(runs),
  ].join('\n\n');
}

const runName = ({ item }: StudyRecord) => `${item.collection}, ${item.preset}`;

function wordsTable(runs: readonly StudyRecord[]): string {
  const rows = WORDS.map(([word, name]) => [
    `${word} → \`${name}\``,
    ...runs.map(({ words }) => wordCell(words.find((count) => count.word === word && count.name === name))),
  ]);
  return markdownTable(['word → name', ...runs.map(runName)], rows);
}

function wordCell(count: WordCount | undefined): string | null {
  if (!count || count.asked === 0) return null;
  const { asked, written, largest, weight, even } = count;
  const looked = weight === null ? '' : `, ${largest} most, ${decimal(weight)} (even: ${decimal(even)})`;
  return `${written} of ${asked}${looked}`;
}

/** All words of a run together. */
export function wordsVerdict(record: StudyRecord): string {
  const all = (key: 'asked' | 'written' | 'largest') => total(record.words, key);
  return (
    `${runName(record)}: the name was written for ${all('written')} of ${all('asked')} words, and the word had the largest ` +
    `weight in ${all('largest')} of those.`
  );
}

function probesTable(runs: readonly StudyRecord[]): string {
  const rows = runs.flatMap((record) =>
    record.attention.map((asked, place) => [
      runName(record),
      `[${asked.sourceTokens.slice(1, -1).join(' ')}](study/${attentionName(record.item.name, place)})`,
      `\`${asked.generatedTokens.slice(0, 12).join(' ').replaceAll('`', "'").replaceAll('|', '¦')}\``,
      firstWritten(asked).map(weightText).join('; ') || 'the name was not written',
    ]),
  );
  return markdownTable(['run', 'asked', 'written', 'weight of the word'], rows);
}

function firstWritten(asked: RecordedAttention): readonly WrittenName[] {
  const written = writtenNames(asked);
  return written.filter(
    ({ word, name }, place) =>
      written.findIndex((other) => other.word === word && other.name === name) === place,
  );
}

function weightText({ word, name, weight, most, mostWeight }: WrittenName): string {
  const text = `\`${word}\` on \`${name}\`: ${decimal(weight)}`;
  return weight >= mostWeight ? `${text}, the most` : `${text} (most on \`${most}\`: ${decimal(mostWeight)})`;
}

/** The probe of which most of its words' names were written by `recommended`, with every collection; the others are linked to. */
function heatmaps(runs: readonly StudyRecord[]): string[] {
  const shown = runs.filter(({ item }) => item.preset === 'recommended');
  const written = ATTENTION_PROBES.map((_, place) =>
    shown.reduce((sum, { attention }) => sum + firstWritten(attention[place]).length, 0),
  );
  const place = written.indexOf(Math.max(...written));
  return shown.map(
    (record) =>
      `![Where ${runName(record)} looked: ${ATTENTION_PROBES[place]}](study/${attentionName(record.item.name, place)})`,
  );
}
