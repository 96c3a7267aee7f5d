/** The playground's answers on their way into files. */
import type { DataTable } from '../../../src-shared/format/table-text';
import type { Answered } from '../../state/live-answer.svelte';
import { producedTokens } from './shown-answer';

/** A run's answer with its name. */
export interface NamedAnswer {
  readonly label: string;
  readonly study: string;
  readonly answer: Answered;
}

/** Everything that was asked and answered, for other programs. */
export function answersJson(answers: readonly NamedAnswer[]): string {
  const documents = answers.map(({ label, study, answer: { question, generation } }) => ({
    label,
    study,
    question,
    ...generation,
  }));
  return `${JSON.stringify(documents, null, 2)}\n`;
}

/** A row for every token of every hypothesis. */
export function answersTable(answers: readonly NamedAnswer[]): DataTable {
  return {
    title: 'Playground answers',
    columns: [
      'run',
      'label',
      'hypothesis',
      'position',
      'token',
      'given',
      'probability',
      'entropy (nats)',
      'most likely',
      'its probability',
    ],
    rows: answers.flatMap(({ label, answer: { generation } }) =>
      generation.hypotheses.flatMap((hypothesis, place) =>
        producedTokens(hypothesis).map((token, position) => {
          const step = hypothesis.steps?.[position];
          const [best] = step?.alternatives ?? [];
          return [
            generation.run,
            label,
            place + 1,
            position + 1,
            token,
            step?.forced ? 'yes' : 'no',
            step?.probability ?? null,
            step?.entropy ?? null,
            best?.token ?? null,
            best?.probability ?? null,
          ];
        }),
      ),
    ),
  };
}
