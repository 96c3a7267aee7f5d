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
import { attentionClaim } from './attention-claim';
import { fullRun, fullRuns } from './full-runs';
import { DECODERS } from '../../../src-shared/domain/run';
import { signed } from '../../../src-shared/format/numbers';

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
      `${signed(gain, 1)}%`,
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
        change === null ? null : `${signed(change, 0)}%`,
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
