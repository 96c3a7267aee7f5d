import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Answering, OUTDATED } from '../../../src-main/engine-host/answering';
import { UserError } from '../../../src-shared/domain/errors';
import { nodeLauncher } from '../../helpers/node-launcher';

let answering: Answering;
beforeEach(() => {
  answering = new Answering(nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs')));
});
afterEach(() => answering.close());

const ask = (script: string, asker: string | null = null) =>
  answering.ask(
    { kind: 'generate', home: '/nowhere', runs: [], texts: [script], beamSize: 1, attention: false },
    () => {},
    asker,
  );

it('drops a question that waits when its asker asks another, and answers everybody else', async () => {
  const atWork = ask('wait', 'slow');
  const typed = ask('name yourself', 'playground');
  const other = ask('name yourself', 'attention');
  const newest = ask('name yourself', 'playground');
  await expect(typed).rejects.toThrow(new UserError(OUTDATED));
  answering.cancel('slow');
  await expect(atWork).rejects.toThrow(OUTDATED);
  expect((await newest)[0].run).toBe((await other)[0].run);
});

it('stops the question that is at work when its asker asks another, in the same process', async () => {
  const [before] = await ask('name yourself', 'playground');
  const first = ask('wait', 'playground');
  const second = ask('name yourself', 'playground');
  await expect(first).rejects.toBeInstanceOf(UserError);
  expect((await second)[0].run).toBe(before.run);
});

it('questions without an asker are all answered', async () => {
  const answers = await Promise.all([ask('name yourself'), ask('name yourself')]);
  expect(answers.map(([{ run }]) => run)).toHaveLength(2);
});

it('what waits is rejected when it is closed', async () => {
  const questions = [ask('wait'), ask('name yourself')];
  const outcomes = Promise.allSettled(questions);
  answering.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(ask('name yourself')).rejects.toThrow('Unroll is closing');
});
