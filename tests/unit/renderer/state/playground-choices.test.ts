import { expect, it } from 'vitest';
import {
  formatChoices,
  parseChoices,
  type PlaygroundChoices,
} from '../../../../src-renderer/state/playground-choices';

it('a link says everything that is chosen, and nothing that is as usual', () => {
  const chosen: PlaygroundChoices = {
    text: 'Return the sum & more.',
    beamSize: 4,
    lengthNormalisation: 0.6,
    maximumLength: 20,
    prefix: ['def', '<UNK>', '('],
    shownAs: 'tokens',
    focus: 'r2',
    treeScope: 'kept',
    ranks: new Map([['r1', 2]]),
    example: { study: 's1', index: 12 },
  };
  expect(parseChoices(formatChoices(chosen))).toEqual(chosen);
  const usual = parseChoices({});
  expect(Object.values(formatChoices(usual)).every((value) => value === '')).toBe(true);
  expect(usual).toMatchObject({
    text: '',
    beamSize: 1,
    prefix: [],
    shownAs: 'code',
    treeScope: 'all',
    example: null,
  });
});

it('what cannot be read, or is out of range, is as usual', () => {
  const read = parseChoices({
    beam: '1.5',
    norm: 'much',
    length: '0',
    show: 'pictures',
    tree: 'some',
    ranks: 'r1:-1,:2,r2:x,r3:1',
    example: 's1:first',
  });
  expect(read).toEqual({ ...parseChoices({}), ranks: new Map([['r3', 1]]) });
});
