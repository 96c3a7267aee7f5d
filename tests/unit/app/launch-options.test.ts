import path from 'node:path';
import { expect, it } from 'vitest';
import { UserError } from '../../../src-shared/domain/errors';
import { homeFromArguments } from '../../../src-main/app/launch-options';

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
