/** Keys as the window hears them. */
import { type Command, keyOf } from '../../src-shared/domain/commands';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const NAMED: Readonly<Record<string, string>> = { Left: 'arrowleft', Right: 'arrowright', Plus: '+' };

/** Whether a key press is that of a command on a platform (`process.platform`). */
export function isPressed(press: Press, command: Command, platform: string): boolean {
  const key = keyOf(command, platform);
  if (key === null) return false;
  const parts = key.split(/\+(?=.)/);
  const name = parts.at(-1)!;
  const onMac = platform === 'darwin';
  const wantsControl = parts.includes('CmdOrCtrl') || parts.includes('Cmd');
  return (
    isNamed(press.key, name) &&
    (onMac ? press.metaKey : press.ctrlKey) === wantsControl &&
    !(onMac ? press.ctrlKey : press.metaKey) &&
    press.altKey === parts.includes('Alt') &&
    // Whether a sign needs Shift depends on the keyboard.
    (/^[A-Z]$/.test(name) ? press.shiftKey === parts.includes('Shift') : true)
  );
}

function isNamed(key: string, name: string): boolean {
  const wanted = NAMED[name] ?? name.toLowerCase();
  return key.toLowerCase() === wanted || (wanted === '+' && key === '=');
}

/** Whether something takes typing, so that plain keys and undo belong to it. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range', 'color'].includes(target.type)
  );
}

const OWN_KEYS = 'select, [role=menu], [role=dialog], [role=alertdialog], [role=listbox], [role=slider]';

/** Whether an element has a use of its own for keys, as text fields and menus have. */
export function takesKeys(element: Element | null): boolean {
  return isTextField(element) || element?.closest(OWN_KEYS) != null;
}
