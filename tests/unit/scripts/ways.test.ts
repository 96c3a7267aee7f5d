import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../scripts/setup/errors.mjs';
import { firstThatWorks } from '../../../scripts/setup/ways.mjs';

const failing = (name: string, message: string) => ({
  name,
  provide: async (): Promise<string> => {
    throw new Error(message);
  },
});
const working = (name: string) => ({ name, provide: async () => name });

function provide(ways: { name: string; provide: () => Promise<string> }[]) {
  const said: string[] = [];
  const task = { say: (text: string) => said.push(text) };
  return { said, result: firstThatWorks('Electron 33.2.1', ways, { advice: 'check the network.', task }) };
}

describe('the ways to provide something', () => {
  it('are tried in their order until one works, saying why the others did not', async () => {
    const { said, result } = provide([failing('download', 'no such host'), working('npm'), working('never')]);
    expect(await result).toBe('npm');
    expect(said).toEqual(['download: no such host']);
  });

  it('end in an error with every way, why it failed and what to do', async () => {
    const { result } = provide([
      failing('download', 'no such host'),
      failing('npm package', 'status 404\nnot found'),
    ]);
    await expect(result).rejects.toThrow(
      [
        'Electron 33.2.1 could not be provided. Tried:',
        '  1. download',
        '       no such host',
        '  2. npm package',
        '       status 404',
        '       not found',
        'What to do: check the network.',
      ].join('\n'),
    );
    await expect(result).rejects.toBeInstanceOf(SetupError);
  });

  it('are not tried further on a full disk, which would fail all of them', async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/cache/x'"), {
      code: 'ENOSPC',
    });
    const { result } = provide([{ name: 'download', provide: () => Promise.reject(full) }, working('npm')]);
    await expect(result).rejects.toThrow(/the disk is full.*\n.*\/cache\/x.*\nWhat to do: make room/);
  });
});
