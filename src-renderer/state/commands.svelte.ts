import {
  command,
  COMMAND_IDS,
  type CommandId,
  COMMANDS,
  isApplicationCommand,
  keyNames,
} from '../../src-shared/domain/commands';
import { subscribe } from '../client/client';
import type { Application } from './application.svelte';
import type { Guide } from './guide.svelte';
import { isPressed, isTextField, takesKeys } from './keys';
import type { Messages } from './messages.svelte';
import type { OfferedAction, OfferedExport, PaletteItem } from './palette';
import type { Router } from './router.svelte';
import { toSharedLink } from './routes';
import { copyText } from './saving';

/** The export that is the report of the open study. */
export const REPORT_EXPORT = 'report';

/** What the window does at keys, and at what menu and palette ask for. */
export class Commands {
  isPaletteOpen = $state(false);
  /** What the palette lists: everything, or what can be taken out of the open view. */
  paletteScope = $state<'all' | 'exports'>('all');
  /** What is typed into the palette when it opens. */
  paletteText = $state('');
  /** What can be taken out of the open views, in the order in which they came. */
  exports = $state.raw<readonly OfferedExport[]>([]);
  /** What the open views offer, the latest first. */
  offered = $state.raw<readonly OfferedAction[]>([]);

  constructor(
    private readonly application: Application,
    private readonly messages: Messages,
    private readonly guide: Guide,
    private readonly router: Router,
  ) {}

  /** Hears the menu and the keyboard until the returned function is called. */
  connect(): () => void {
    const end = subscribe('command', ({ command: id }) => this.run(id));
    const press = (event: KeyboardEvent) => this.#press(event);
    window.addEventListener('keydown', press);
    return () => {
      end();
      window.removeEventListener('keydown', press);
    };
  }

  /** Puts actions of an open view into the palette until the returned function is called. */
  offer(actions: readonly OfferedAction[]): () => void {
    this.offered = [...actions, ...this.offered];
    return () => (this.offered = this.offered.filter((action) => !actions.includes(action)));
  }

  /** Lets something be exported by menu and palette until the returned function is called. */
  offerExports(actions: readonly OfferedExport[]): () => void {
    this.exports = [...this.exports, ...actions];
    return () => (this.exports = this.exports.filter((action) => !actions.includes(action)));
  }

  openPalette(scope: 'all' | 'exports', text = ''): void {
    this.paletteScope = scope;
    this.paletteText = text;
    this.isPaletteOpen = true;
  }

  run(id: CommandId): void {
    const { link } = command(id);
    if (link !== undefined) window.location.hash = link;
    else if (isApplicationCommand(id)) void this.application.run(id);
    else if (id === 'palette' && this.isPaletteOpen) this.isPaletteOpen = false;
    else if (id === 'palette') this.openPalette('all');
    else if (id === 'export') this.#choose(this.exports, '');
    else if (id === 'copy-shown')
      this.#choose(
        this.exports.filter(({ copies }) => copies),
        'Copy ',
      );
    else if (id === 'export-report') this.#exportReport();
    else if (id === 'copy-link') void this.#copyLink();
    else if (id === 'guide') this.guide.restart();
    else this.#undo();
  }

  /** Does what an item of the palette stands for. */
  choose({ target }: PaletteItem): void {
    this.isPaletteOpen = false;
    if ('link' in target) window.location.hash = target.link;
    else if ('command' in target) this.run(target.command);
    else target.run();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const id = COMMAND_IDS.find((name) => isPressed(event, command(name), this.application.platform));
    if (id === undefined && this.#pressPlain(event)) event.preventDefault();
    // The platform undoes typing by itself.
    if (id === undefined || (id === 'undo' && isTextField(event.target))) return;
    event.preventDefault();
    this.run(id);
  }

  /** Keys without a modifier, which belong to what has a use of its own for them. Whether it was one. */
  #pressPlain({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey || takesKeys(target as Element | null)) return false;
    if (key === '/') return focusSearch();
    if (key !== 'Escape') return false;
    this.router.leave();
    return true;
  }

  #undo(): void {
    // From the menu the focus may be where one types.
    if (isTextField(document.activeElement)) document.execCommand('undo');
    else this.messages.undo();
  }

  /** Does the one thing that there is, or lets it be chosen. */
  #choose(exports: readonly OfferedExport[], text: string): void {
    if (exports.length === 1) exports[0].run();
    else if (exports.length > 1) this.openPalette('exports', text);
    else this.messages.show('This view shows nothing that could be taken out of it');
  }

  #exportReport(): void {
    const report = this.exports.find(({ id }) => id === REPORT_EXPORT);
    if (report) report.run();
    else this.messages.show('A report is of a study: open one with runs that were evaluated');
  }

  async #copyLink(): Promise<void> {
    await copyText(toSharedLink(window.location.hash || '#/studies'));
    const key = keyNames(COMMANDS.palette.key, this.application.platform).join('+');
    this.messages.show(`The link to this view was copied. Pasted into “Search and run” (${key}), it opens.`);
  }
}

/** Goes to where the view is searched; whether it can be. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>('main [data-search]');
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  // Others have their search field inside.
  else field?.click();
  return field !== null;
}
