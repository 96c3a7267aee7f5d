import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../../src-main/engine/text/vocabulary';

/** Files of the published run, which are no part of the project; `UNROLL_PUBLISHED_RUN` names their folder. */
const folder = resolve(process.env['UNROLL_PUBLISHED_RUN'] ?? '../shared/data/origin-run');

describe.skipIf(!existsSync(folder))('the tokenizer files of the published run', () => {
  it.each(['src_tokenizer.json', 'tgt_tokenizer.json'])(
    '%s is read, and written again byte for byte',
    (name) => {
      const json = readFileSync(join(folder, name), 'utf8');
      const vocabulary = Vocabulary.fromJson(json, name);
      expect(vocabulary.size).toBe(5000);
      expect(vocabulary.toJson()).toBe(json);
    },
  );
});
