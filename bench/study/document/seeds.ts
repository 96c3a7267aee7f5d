import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES, ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { DECODERS } from '../../../src-shared/domain/run';
import { meanInterval } from '../../../src-shared/domain/statistics';
import { markdownTable } from '../../report/markdown-table';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';

/** `recommended` with other seeds. */
export function seedsSection(records: readonly StudyRecord[]): string | null {
  const seeds = records.filter(({ item }) => item.part === 'seed');
  if (seeds.length === 0) return null;
  const { TRAIN_SIZE, TEST_SIZE } = seeds[0].run.configuration;
  const rows = ARCHITECTURES.flatMap((architecture) => {
    const runs = seeds.filter(({ item }) => item.architecture === architecture);
    if (runs.length === 0) return [];
    return DECODERS.map((decoder) => {
      const summaries = runs.map((run) => evaluationOf(run, 'test', decoder).summary);
      return [
        ARCHITECTURE_TITLES[architecture],
        decoder,
        runs.map(({ item }) => item.settings.SEED).join(', '),
        interval(summaries.map(({ bleu }) => bleu)),
        interval(summaries.map(({ perplexity }) => perplexity!)),
        interval(summaries.map(({ distinctOutputs, examples }) => (100 * distinctOutputs) / examples)),
      ];
    });
  });
  return [
    '## Other seeds',
    `Preset \`recommended\` with ${TRAIN_SIZE.toLocaleString('en')} training and ${TEST_SIZE.toLocaleString('en')} test examples of \`github\`. ` +
      "A seed also draws the split. Mean, 95% interval by Student's t (of so few seeds it is wide), and each seed's value.",
    markdownTable(['model', 'decoder', 'seeds', 'BLEU-4', 'perplexity', 'distinct outputs, %'], rows),
  ].join('\n\n');
}

/** `12.34 ± 1.20 (11.90, 12.78)`: the mean, its interval, and each seed's value. */
function interval(values: readonly number[]): string {
  const { mean, halfWidth } = meanInterval(values)!;
  const each = values.map((value) => decimal(value)).join(', ');
  return halfWidth === null ? each : `${decimal(mean)} ± ${decimal(halfWidth)} (${each})`;
}
