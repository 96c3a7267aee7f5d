/** What analyses found out about evaluations, as a table for other programs. */
import type { StoredAnalyses } from '../../../src-shared/contract/requests/comparison';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { Evaluated } from './evaluated';

export function analysesTable(
  evaluated: readonly Evaluated[],
  analysesOf: (run: string) => StoredAnalyses | null,
  title: string,
): DataTable {
  return {
    title,
    columns: [
      'Run',
      'Examples',
      'Near duplicates of training targets',
      'Written verbatim as in training',
      'BLEU',
      'BLEU without near duplicates',
      'Attention examples',
      'Faithfulness',
      'Faithfulness, low',
      'Faithfulness, high',
      'Stepwise',
      'Evenness',
      'Coverage',
    ],
    rows: evaluated.map(({ run, label }) => {
      const { memorisation, attention } = analysesOf(run.id) ?? { memorisation: null, attention: null };
      return [
        label,
        memorisation?.metrics.examples ?? null,
        memorisation?.nearDuplicates ?? null,
        memorisation?.verbatim ?? null,
        memorisation?.metrics.all.bleu ?? null,
        memorisation?.metrics.unseen?.bleu ?? null,
        attention?.examples ?? null,
        attention?.correlation?.value ?? null,
        attention?.correlation?.low ?? null,
        attention?.correlation?.high ?? null,
        attention?.stepwise?.value ?? null,
        attention?.evenness ?? null,
        attention?.coverage ?? null,
      ];
    }),
  };
}
