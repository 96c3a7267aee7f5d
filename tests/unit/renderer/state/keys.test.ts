import { describe, expect, it } from 'vitest';
import { isPressed } from '../../../../src-renderer/state/keys';
import { command, COMMAND_IDS, keyNames, keyOf } from '../../../../src-shared/domain/commands';

const NOTHING = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, held: Partial<typeof NOTHING> = {}) => ({ ...NOTHING, key, ...held });

describe('keys of commands', () => {
  it('are heard with exactly their modifiers', () => {
    const newWindow = command('new-window');
    expect(isPressed(press('N', { ctrlKey: true, shiftKey: true }), newWindow, 'linux')).toBe(true);
    expect(isPressed(press('n', { ctrlKey: true }), newWindow, 'linux')).toBe(false);
    expect(isPressed(press('n', { ctrlKey: true }), command('new-study'), 'linux')).toBe(true);
    expect(isPressed(press('n'), command('new-study'), 'linux')).toBe(false);
  });

  it('are the platform’s own', () => {
    expect(isPressed(press('k', { metaKey: true }), command('palette'), 'darwin')).toBe(true);
    expect(isPressed(press('k', { ctrlKey: true }), command('palette'), 'darwin')).toBe(false);
    expect(isPressed(press('[', { metaKey: true }), command('back'), 'darwin')).toBe(true);
    expect(isPressed(press('ArrowLeft', { altKey: true }), command('back'), 'linux')).toBe(true);
  });

  it('zoom in with the plus, however a keyboard makes it', () => {
    for (const key of ['+', '='])
      expect(
        isPressed(press(key, { ctrlKey: true, shiftKey: key === '+' }), command('zoom-in'), 'linux'),
      ).toBe(true);
  });

  it('are not shared by two commands', () => {
    for (const platform of ['linux', 'darwin']) {
      const keys = COMMAND_IDS.map((id) => keyOf(command(id), platform)).filter((key) => key !== null);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('are written as people know them', () => {
    expect(keyNames('CmdOrCtrl+Shift+N', 'linux')).toEqual(['Ctrl', 'Shift', 'N']);
    expect(keyNames('CmdOrCtrl+Plus', 'darwin')).toEqual(['⌘', '+']);
    expect(keyNames('CmdOrCtrl+-', 'linux')).toEqual(['Ctrl', '-']);
  });
});
