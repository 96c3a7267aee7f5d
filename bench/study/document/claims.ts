import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES, ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { markdownTable } from '../../report/markdown-table';
import type { StudyRecord } from '../record';
import { bleuSignificance, evaluationOf } from '../statistics';
import { writtenNames } from '../attention-words';
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

function lengthClaim(records: readonly StudyRecord[]): string {
  const runs = ARCHITECTURES.flatMap((name) => fullRun(records, 'github', 'recommended', name) ?? []);
  const rows = runs.flatMap((record) => {
    const bins = evaluationOf(record, 'test', 'greedy').summary.lengthBins ?? [];
    const known = bins.filter(({ tokenAccuracy }) => tokenAccuracy !== null);
    const [first, last] = [known.at(0), known.at(-1)];
    const change = first && last ? 100 * (last.tokenAccuracy! / first.tokenAccuracy! - 1) : null;
    return [
      [
        ARCHITECTURE_TITLES[record.item.architecture],
        ...bins.map(({ tokenAccuracy, examples }) =>
          tokenAccuracy === null ? null : `${decimal(tokenAccuracy, 1)}% (${examples})`,
        ),
        change === null ? null : signedPercent(change, 0),
      ],
    ];
  });
  if (rows.length === 0)
    return "**“The vanilla RNN degrades with the docstring's length, attention less.”** Not trained yet.";
  const bins = evaluationOf(runs[0], 'test', 'greedy').summary.lengthBins ?? [];
  return [
    "**“The vanilla RNN degrades with the docstring's length, attention less.”** Token accuracy by docstring length in tokens, " +
      '`recommended`, greedy, with the number of examples; and the longest bin against the shortest:',
    markdownTable(['model', ...bins.map(({ bin }) => bin), 'change'], rows),
  ].join('\n\n');
}

function attentionClaim(records: readonly StudyRecord[]): string | null {
  const runs = fullRuns(records).filter(({ attention }) => attention.length > 0);
  if (runs.length === 0) return null;
  return [
    '**“Attention puts ‘maximum’ on `max`.”** Test docstrings with a word for which Python has a name were searched for, all of ' +
      'them; so often did the greedy answer have that name, and so often did the word have the largest weight of all source ' +
      'tokens as it was written. _Even_ is what the weight would be if every source token had the same.',
    wordsTable(runs),
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
