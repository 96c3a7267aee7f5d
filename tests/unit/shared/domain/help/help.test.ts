import { describe, expect, it } from 'vitest';
import { ERROR_CATEGORIES, ERROR_CATEGORY_TITLES } from '../../../../../src-shared/domain/analysis';
import { HELP_ENTRIES, HELP_IDS, helpLink, searchHelp } from '../../../../../src-shared/domain/help';
import { BLEU_SIGNATURE } from '../../../../../src-main/engine/evaluation/bleu';
import { SHUFFLES } from '../../../../../src-main/engine/analysis/significance';
import { RESAMPLES } from '../../../../../src-main/engine/analysis/bootstrap';
import { NEAR_DUPLICATE } from '../../../../../src-main/engine/data/near-duplicates';
import { parseRoute } from '../../../../../src-renderer/state/routes';

describe('the help', () => {
  it('gives every entry a title of its own and a definition that ends as a sentence', () => {
    const titles = HELP_IDS.map((id) => HELP_ENTRIES[id].title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const id of HELP_IDS) expect(HELP_ENTRIES[id].definition, id).toMatch(/\.$/);
  });

  it('says of figures what the engine computes', () => {
    expect(HELP_ENTRIES['bleu-signature'].formula).toBe(BLEU_SIGNATURE);
    expect(HELP_ENTRIES.significance.definition).toContain(SHUFFLES.toLocaleString('en'));
    expect(HELP_ENTRIES['confidence-interval'].definition).toContain(RESAMPLES.toLocaleString('en'));
    expect(HELP_ENTRIES['near-duplicates'].definition).toContain(String(NEAR_DUPLICATE));
  });

  it('has an entry for each error category', () => {
    for (const category of ERROR_CATEGORIES)
      expect(HELP_ENTRIES[category].title).toContain(ERROR_CATEGORY_TITLES[category]);
  });

  it('links to its entries as the router reads links', () => {
    expect(parseRoute(helpLink('bleu'))).toEqual({ view: 'help', query: { term: 'bleu' } });
  });

  it('is searched by all words, in titles first', () => {
    expect(searchHelp('attention entropy')[0]).toBe('entropy');
    expect(searchHelp('p-value')).toEqual(['significance']);
    expect(searchHelp('no such words')).toEqual([]);
    expect(searchHelp('')).toEqual(HELP_IDS);
  });
});
