import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

/** What each kind of training is given in addition, so that it takes no time. */
const SMALL = Object.entries({
  TRAIN_SIZE: 60,
  VAL_SIZE: 8,
  TEST_SIZE: 12,
  VOCAB_SIZE: 80,
  MAX_DOCSTRING_LEN: 16,
  MAX_CODE_LEN: 20,
  EMBEDDING_DIM: 8,
  HIDDEN_DIM: 8,
  BATCH_SIZE: 20,
  EPOCHS: 1,
}).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
const MORE: Readonly<Record<string, readonly string[]>> = {
  study: SMALL,
  train: SMALL,
  sweep: [...SMALL, '--architecture', 'vanilla-rnn'],
};

/** The words of the command lines that the README shows, in their order. */
function shownCommands(): string[][] {
  const lines = readFileSync('README.md', 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('npm run -s unroll -- '))
    .map((line) => [...line.slice('npm run -s unroll -- '.length).matchAll(/"([^"]*)"|(\S+)/g)])
    .map((words) => words.map(([, quoted, plain]) => quoted ?? plain));
}

it(
  'the command lines of the README work as they stand there, one after another',
  { timeout: 180_000 },
  async () => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 90 }, (_, row) => ({
      docstring: `Return the sum of ${row} and ${row % 7} numbers.`,
      code: `def add_${row % 7}(first):\n    return first + ${row % 7}\n`,
    }));
    writeFileSync(
      path.join(folder, 'rows.jsonl.gz'),
      gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')),
    );
    const inFolder = (word: string) =>
      /\.(gz|html|json|jsonl|zip)$|^(figures|elsewhere|models)$/.test(word) ? path.join(folder, word) : word;

    const commands = shownCommands();
    expect(commands.length).toBeGreaterThan(15);
    for (const shown of commands) {
      const words = shown.map((word) => (word === 'python:stdlib' ? 'synthetic:80' : inFolder(word)));
      const home = words.includes('--home') ? [] : ['--home', path.join(folder, 'home')];
      const { code, stderr } = await runCommand([...words, ...home, ...(MORE[words[0]] ?? [])]);
      // What was trained to its end a few lines before has nothing left to go on with.
      if (words[0] === 'resume') expect(stderr).toContain('has finished');
      else expect(code, `${shown.join(' ')}\n${stderr}`).toBe(0);
    }
  },
);
