import { describe, expect, it } from 'vitest';
import { Contestant } from '../../../../bench/peers/contestant';

const ECHO = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { command, value } = JSON.parse(line);
    if (command === 'die') { console.error('out of memory'); process.exit(3); }
    console.log(JSON.stringify(command === 'fail' ? { error: 'no such thing' } : { value: value + 1 }));
  });`;

const echo = () =>
  new Contestant({ name: 'Echo', program: process.execPath, parameters: ['-e', ECHO], environment: {} });

describe('a contestant', () => {
  it('answers one request after another', async () => {
    const contestant = echo();
    expect(await contestant.ask('add', { value: 1 })).toEqual({ value: 2 });
    expect(await contestant.ask('add', { value: 5 })).toEqual({ value: 6 });
    await contestant.close();
  });

  it('reports an error by name and goes on', async () => {
    const contestant = echo();
    await expect(contestant.ask('fail')).rejects.toThrow('Echo: no such thing');
    expect(await contestant.ask('add', { value: 1 })).toEqual({ value: 2 });
    await contestant.close();
  });

  it('that dies is reported with its status and last words', async () => {
    const contestant = echo();
    await expect(contestant.ask('die')).rejects.toThrow(/^Echo ended with status 3\nout of memory$/);
    await contestant.close();
  });

  it('that cannot be started is reported by name', async () => {
    const contestant = new Contestant({
      name: 'Nobody',
      program: '/no/such/program',
      parameters: [],
      environment: {},
    });
    await expect(contestant.ask('open')).rejects.toThrow(/^Nobody could not be started: .*ENOENT/);
  });
});
