import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { DECODERS, type EvaluationSummary } from '../../../src-shared/domain/run';
import { markdownTable } from '../../report/markdown-table';
import { PLAN } from '../plan';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { share } from './results';
import { signed } from '../../../src-shared/format/numbers';

/** What settings were tried over one run, each on validation data, after that run itself. */
export interface Choices {
  readonly base: StudyRecord;
  readonly tried: readonly StudyRecord[];
}

/** Those of one part of the study, by what they were tried over; none where that is not trained yet. */
export function choicesOf(records: readonly StudyRecord[], part: StudyRecord['item']['part']): Choices[] {
  const named = (wanted: string | null) => records.find(({ item }) => item.name === wanted);
  const choices = PLAN.filter((item) => item.part === part && item.over !== null);
  return [...new Set(choices.map(({ over }) => over))].flatMap((over) => {
    const base = named(over);
    const tried = choices.filter((item) => item.over === over).flatMap(({ name }) => named(name) ?? []);
    return base && tried.length > 0 ? [{ base, tried }] : [];
  });
}

/** A row of every run with what it changes, what came out, and how much that is over the first. */
export function choicesTable({ base, tried }: Choices): string {
  return markdownTable(
    [
      `${ARCHITECTURE_TITLES[base.item.architecture]}: change`,
      'perplexity',
      'gives',
      'BLEU greedy / beam',
      'gives',
      'distinct greedy / beam',
      'repetitive greedy / beam',
      'best epoch',
    ],
    [base, ...tried].map((record) => choiceRow(record, base)),
  );
}

function choiceRow(record: StudyRecord, base: StudyRecord) {
  const [ours, theirs] = [record, base].map((of) =>
    DECODERS.map((decoder) => evaluationOf(of, 'validation', decoder)),
  );
  const ofBoth = (text: (summary: EvaluationSummary, repetitive: number) => string | null) =>
    ours.map(({ summary, repetitive }) => text(summary, repetitive)).join(' / ');
  const gain = (key: 'bleu' | 'perplexity', place: number) =>
    record === base ? null : signed(ours[place].summary[key]! - theirs[place].summary[key]!);
  return [
    settingsText(differences(record.run.configuration, base.run.configuration)) || 'none',
    decimal(ours[0].summary.perplexity),
    gain('perplexity', 0),
    ofBoth(({ bleu }) => decimal(bleu)),
    record === base ? null : `${gain('bleu', 0)} / ${gain('bleu', 1)}`,
    ofBoth(({ distinctOutputs, examples }) => share(distinctOutputs, examples)),
    ofBoth(({ examples }, repetitive) => share(repetitive, examples)),
    `${record.run.bestEpoch} of ${record.run.epoch}`,
  ];
}

/** What one configuration has otherwise than another. */
export function differences(changed: RunConfiguration, base: object): object {
  const before = new Map<string, unknown>(Object.entries(base));
  return Object.fromEntries(
    Object.entries(changed).filter(([key, value]) => before.has(key) && before.get(key) !== value),
  );
}

export function settingsText(settings: object): string {
  return Object.entries(settings)
    .map(([key, value]) => `\`${key}=${value}\``)
    .join(', ');
}
