import { decimal } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { CONTESTANT_TITLES } from '../peers/contestants';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { DecodeResult, DecodeTimes } from './decode-benchmark';

/** Sentences a second of every way to decode, and which hypotheses agree. */
export function decodeMarkdown(result: DecodeResult): string {
  const { architecture, options, times, agreements, medianLength, endedShare, otherLoadCores, problems } =
    result;
  const rows = times.map((way) => [
    `${way.beamSize === 1 ? 'greedy' : `beam ${way.beamSize}`}, ${CONTESTANT_TITLES[way.contestant]}`,
    way.sentences < options.examples ? `${way.how}, ${way.sentences} sentences` : way.how,
    decimal(speed(way), 1),
    decimal(secondsForAll(way, options.examples), 1),
    decimal(timesOurs(way, times), 1),
  ]);
  const titles = ['decoding', 'how', 'sentences a second', `seconds for ${options.examples}`, 'times Unroll'];
  return [
    `### ${ARCHITECTURE_TITLES[architecture]}`,
    markdownTable(titles, rows),
    `Same hypotheses: ${agreements.map(({ what, equal, of }) => `${what}, ${equal} of ${of}`).join('; ')}.`,
    `Model trained for ${options.trainingSteps} steps; greedy hypotheses have ${medianLength} tokens in the median, and ${Math.round(100 * endedShare)}% of them end before the longest length.`,
    ...loadWarning(otherLoadCores),
    ...problems.map((problem) => `Did not finish: ${problem}`),
  ].join('\n\n');
}

export function decodesMarkdown(results: readonly DecodeResult[]): string {
  return [...results.map(decodeMarkdown), machineText(results[0].machine)].join('\n\n');
}

function speed(way: DecodeTimes): number | null {
  return way.seconds.length === 0 ? null : way.sentences / median(way.seconds);
}

function secondsForAll(way: DecodeTimes, examples: number): number | null {
  const perSecond = speed(way);
  return perSecond === null ? null : examples / perSecond;
}

/** How many times as long as ours with the same beam. */
function timesOurs(way: DecodeTimes, all: readonly DecodeTimes[]): number | null {
  const ours = all.find(({ contestant, beamSize }) => contestant === 'ours' && beamSize === way.beamSize);
  const [own, other] = [ours ? speed(ours) : null, speed(way)];
  return own === null || other === null ? null : own / other;
}
