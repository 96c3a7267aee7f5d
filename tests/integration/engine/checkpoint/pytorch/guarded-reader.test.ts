import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCheckpoint } from '../../../../../src-main/engine/checkpoint/pytorch/checkpoint-file';
import { GuardedReader } from '../../../../../src-main/engine/checkpoint/pytorch/guarded-reader';
import { messageOf, quietWork } from '../../../../helpers/data';
import { Call, pickled, pickleOf } from '../../../../helpers/pickles';
import { pytorchFixture } from '../../../../helpers/pytorch-checkpoints';
import { temporaryFolder } from '../../../../unit/history/samples';

const reader = new GuardedReader(quietWork);

function pickleFile(content: Buffer): string {
  const path = join(temporaryFolder(), 'data.pkl');
  writeFileSync(path, content);
  return path;
}

it.each(['specification', 'split_half', 'published_lstm_attention'])(
  'reads %s in its process as in ours',
  async (name) => {
    const path = pytorchFixture(`${name}.pt`);
    expect(await reader.checkpoint(path)).toEqual(await readCheckpoint(path));
  },
);

it('reads pickles of data, whole numbers of any size among them', async () => {
  const path = pickleFile(
    pickled(
      new Map<string, number | bigint>([
        ['a', 1.5],
        ['b', 2n ** 60n],
      ]),
    ),
  );
  expect(await reader.pickle(path)).toEqual(
    new Map<string, unknown>([
      ['a', 1.5],
      ['b', 2n ** 60n],
    ]),
  );
});

it('tells what the process refuses, by the name of the file', async () => {
  const path = pickleFile(pickled(new Call('posix', 'system', ['id'])));
  expect(await messageOf(reader.pickle(path))).toMatch(/data\.pkl: it asks for os\.system/);
  const checkpoint = pytorchFixture('hostile_os_system.pt');
  expect(await messageOf(reader.checkpoint(checkpoint))).toContain(`${checkpoint}: it asks for os.system`);
});

it('gives a file up that fills the memory or takes too long', async () => {
  const dictionaries = pickleFile(pickleOf('(' + '}'.repeat(3_000_000), 't'));
  const small = new GuardedReader(quietWork, { silentSeconds: 30, totalSeconds: 60, megabytes: 40 });
  expect(await messageOf(small.pickle(dictionaries))).toMatch(
    /cannot be read safely \(its parser, which may take 40 MB/,
  );
  const hasty = new GuardedReader(quietWork, { silentSeconds: 0.001, totalSeconds: 60, megabytes: 500 });
  expect(await messageOf(hasty.pickle(dictionaries))).toMatch(
    /cannot be read safely \(reading it came to no end\)/,
  );
});
