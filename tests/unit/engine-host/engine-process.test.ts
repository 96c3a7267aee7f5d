import { expect, it } from 'vitest';
import { describeExit, lastWords } from '../../../src-main/engine-host/engine-process';

it.each([
  [{ code: 7, signal: null, lastWords: '' }, 'The engine process ended unexpectedly (exit code 7)'],
  [
    { code: null, signal: 'SIGABRT', lastWords: 'terminate called' },
    'The engine process ended unexpectedly (it was ended by SIGABRT): terminate called',
  ],
])('says of %j: %s', (exit, sentence) => {
  expect(describeExit(exit)).toBe(sentence);
});

it.each([9, 137])('knows the death by signal behind exit code %i', (code) => {
  expect(describeExit({ code, signal: null, lastWords: '' })).toContain('SIGKILL, as happens when memory');
});

it("takes the last line that is not a remark of TensorFlow's log as last words", () => {
  expect(
    lastWords('F0000 out of memory\nWARNING: All log messages\nI0000 00:00:17 port.cc:153] oneDNN is on\n'),
  ).toBe('F0000 out of memory');
  expect(lastWords('W0000 slow\n\n')).toBeNull();
});
