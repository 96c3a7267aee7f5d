import { describe, expect, it } from 'vitest';
import type { StudyRecord } from '../../../../bench/study/record';
import { trialsSection } from '../../../../bench/study/document/trials';
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

describe('what was tried', () => {
  const onValidation = (name: string, bleu: number, perplexity: number) => {
    const validation = { split: 'validation', bleu, perplexity } as const;
    const given = { references, hypotheses: references, logProbabilities: [], summary: validation };
    return studyRecord(name, [recordedEvaluation('greedy', given), recordedEvaluation('beam', given)]);
  };

  it('says what each choice changes and gives over the run that it was tried on', () => {
    const text = studyMarkdown([
      onValidation('ablation-base', 8, 20),
      onValidation('ablation-lr2-tied-ngram4-length2', 12, 14),
      onValidation('ablation-chosen-batch32', 11.5, 13.25),
    ]);
    expect(rowOf(text, '`LENGTH_NORMALISATION=2`, `NO_REPEAT_NGRAM=4` |')).toMatch(
      /14\.00 \| -6\.00 .* \+4\.00/,
    );
    expect(rowOf(text, '| `BATCH_SIZE=32`')).toMatch(/13\.25 \| -0\.75 .* -0\.50 \/ -0\.50/);
  });

  it('claims nothing of choices whose starting point is not trained yet', () => {
    expect(studyMarkdown([onValidation('ablation-chosen-batch32', 11.5, 13.25)])).not.toContain(
      'BATCH_SIZE=32`',
    );
  });

  it("holds attention's perplexity against the LSTM's under the same change, or unchanged where it has no such setting", () => {
    const text = trialsSection([
      onValidation('seed-43-lstm-attention', 8, 11),
      onValidation('seed-43-lstm', 8, 10),
      onValidation('trial-teacher-lstm-attention', 8, 9),
      onValidation('trial-teacher-lstm', 8, 8),
      onValidation('trial-projection-lstm-attention', 8, 9.5),
    ]);
    expect(text).toContain(
      '1.100x with no change, 1.125x with `TEACHER_FORCING_END=1`, 0.950x with `ENCODER_PROJECTION=true`.',
    );
  });
});

it('lays the findings of the runs side by side, the most severe first, and lets no token pass for a tag', () => {
  const finding = (id: string, severity: 'critical' | 'warning', label: string, value: number) =>
    ({
      id,
      severity,
      title: `Title of ${id}`,
      evidence: [{ label, value }],
    }) as StudyRecord['findings'][number];
  const text = studyMarkdown([
    {
      ...record('github-recommended-lstm-attention', 10, 15),
      findings: [finding('rare', 'warning', '<UNK> in answers', 2.5)],
    },
    {
      ...record('github-notebook-lstm-attention', 4, 20),
      findings: [
        finding('rare', 'warning', '<UNK> in answers', 3),
        finding('same', 'critical', 'Distinct', 1200),
      ],
    },
  ]);
  expect(rowOf(text, 'Title of rare')).toMatch(/\\<UNK> in answers +\| warning: 2\.50 +\| warning: 3 /);
  expect(rowOf(text, 'Title of same')).toMatch(/Distinct +\| – +\| critical: 1,200 /);
  expect(text.indexOf('Title of same')).toBeLessThan(text.indexOf('Title of rare'));
});
