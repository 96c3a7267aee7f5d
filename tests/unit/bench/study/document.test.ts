import { expect, it } from 'vitest';
import { studyMarkdown } from '../../../../bench/study/document/write-study';
import { recordedEvaluation, studyRecord } from './study-records';

const references = Array.from({ length: 30 }, (_, row) => ['def', `f${row}`, '(', ')', ':', 'return', 'x']);

function record(name: string, bleu: number, perplexity: number) {
  const logProbabilities = references.map(() => -Math.log(perplexity) * 8);
  const given = { references, hypotheses: references, logProbabilities };
  const summary = { bleu, perplexity, distinctOutputs: 28 };
  return studyRecord(name, [
    recordedEvaluation('greedy', { ...given, summary: { ...summary, bleu: bleu / 1.1 } }),
    recordedEvaluation('beam', { ...given, summary, repetitive: 3 }),
  ]);
}

const rowOf = (text: string, title: string) => text.split('\n').find((line) => line.includes(title));

it('names every run that is missing, and claims nothing of it', () => {
  const text = studyMarkdown([]);
  expect(text).toContain('**Not trained yet**');
  expect(text).toContain('`github-recommended-lstm`');
  expect(rowOf(text, 'LSTM + attention: BLEU')).toContain('not trained yet');
});

it('names runs that were trained before their preset changed', () => {
  const current = record('github-recommended-lstm-attention', 10, 15);
  expect(studyMarkdown([current])).not.toContain('earlier settings');
  const configuration = { ...current.run.configuration, LEARNING_RATE: 0.5 };
  const stale = { ...current, run: { ...current.run, configuration } };
  expect(studyMarkdown([stale])).toContain(
    '**Of earlier settings**, to be trained again: `github-recommended-lstm-attention`',
  );
});

it('says of each target what was found, and whether that is enough', () => {
  const text = studyMarkdown([
    record('github-recommended-lstm-attention', 10, 15),
    record('github-notebook-lstm-attention', 4, 20),
  ]);
  expect(rowOf(text, 'LSTM + attention: BLEU')).toMatch(/2\.50x \(10\.00 \/ 4\.00\)\s+\| yes/);
  expect(rowOf(text, 'LSTM + attention: perplexity')).toMatch(/0\.75x \(15\.00 \/ 20\.00\)\s+\| \*\*no\*\*/);
  expect(rowOf(text, 'distinct outputs  ')).toMatch(/93\.3%\s+\| yes/);
  expect(rowOf(text, 'outputs dominated by repetition')).toMatch(/10\.0%\s+\| \*\*no\*\*/);
});

it('holds the gain of beam search against what the specification claims', () => {
  const text = studyMarkdown([record('github-recommended-lstm-attention', 11, 15)]);
  expect(rowOf(text, '+10.0%')).toMatch(/10\.00 \| 11\.00 \| \+10\.0% .*yes/);
});
