import { expect, it } from 'vitest';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import { dataSizesOf, meanCutLength } from '../../../../../src-shared/domain/estimate/data-sizes';

it('takes the most that the settings allow where no data were read', () => {
  const { TRAIN_SIZE, VOCAB_SIZE } = PRESETS.recommended;
  expect(dataSizesOf(PRESETS.recommended, null)).toMatchObject({
    train: TRAIN_SIZE,
    sourceVocabulary: VOCAB_SIZE,
    targetVocabulary: VOCAB_SIZE,
  });
});

it('counts texts at the length to which they are cut', () => {
  const histogram = { binWidth: 1, counts: [0, 0, 1, 0, 0, 0, 0, 0, 1] };
  expect(meanCutLength({ histogram }, 100)).toBe((4 + 10) / 2);
  expect(meanCutLength({ histogram }, 6)).toBe((4 + 6) / 2);
  expect(meanCutLength({ histogram: { binWidth: 5, counts: [] } }, 6)).toBe(2);
});
