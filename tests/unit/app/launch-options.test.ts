import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src-shared/domain/errors';
import { homeFromArguments, openedFromArguments } from '../../../src-main/app/launch-options';

it.each([[['electron', '.', '--home', 'here']], [['electron', '.', '--home=here', '--no-sandbox']]])(
  'takes the home from %j',
  (parameters) => {
    expect(homeFromArguments(parameters)).toBe(path.resolve('here'));
  },
);

it('takes no home where none is given', () => {
  expect(homeFromArguments(['electron', '.', '--no-sandbox'])).toBeNull();
});

it.each([[['--home']], [['--home=']], [['--home', '--no-sandbox']]])('refuses %j', (parameters) => {
  expect(() => homeFromArguments(parameters)).toThrow(UserError);
});

describe('what the command line asks to be opened', () => {
  const application = path.resolve('.');
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'unroll-opened-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const opened = (...parameters: string[]) => openedFromArguments(parameters, application);

  it('is nothing beside the application itself and its home', () => {
    expect(opened('--no-sandbox', '.', '--home', folder)).toEqual({ link: null, files: [] });
  });

  it('is a place, as an option or a link by itself', () => {
    expect(opened('.', '--open', '#/compare?runs=A').link).toBe('#/compare?runs=A');
    expect(opened('--open=unroll://help').link).toBe('#/help');
    expect(opened('.', 'unroll://study/x/examples').link).toBe('#/study/x/examples');
  });

  it('is every file and folder that is there', () => {
    expect(opened('.', folder, path.join(folder, 'none')).files).toEqual([folder]);
  });

  it('is refused where it is no link', () => {
    expect(() => opened('--open', 'somewhere')).toThrow(UserError);
    expect(() => opened('--open')).toThrow(UserError);
  });
});
