import { describe, expect, it } from 'vitest';
import { fromSharedLink, studyLink, toSharedLink } from '../../../../src-shared/domain/routes';

describe('links that are passed on', () => {
  it('come back as they were copied', () => {
    const link = studyLink('A study', 'examples', { example: '12', search: 'a b' });
    expect(fromSharedLink(toSharedLink(link))).toBe(link);
    expect(toSharedLink('#/studies')).toBe('unroll://studies');
  });

  it.each([
    ['#/compare?runs=A,B', '#/compare?runs=A,B'],
    ['  unroll://study/x/training\n', '#/study/x/training'],
    ['app://unroll/index.html#/help?term=bleu', '#/help?term=bleu'],
  ])('are read from %j', (text, link) => expect(fromSharedLink(text)).toBe(link));

  it.each([
    'studies',
    'https://example.com/#/studies',
    'unroll://nowhere',
    'unroll://study',
    'unroll://study/%',
    '#/',
    'unroll://studies and more',
  ])('are not seen in %j', (text) => expect(fromSharedLink(text)).toBeNull());
});
