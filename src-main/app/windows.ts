import { BrowserWindow, type WebContents } from 'electron';
import type { ErrorLog } from '../ipc';
import type { Preferences, WindowState } from '../preferences/preferences';
import { openWindow } from './open-window';
import { fragmentOf, START_URL } from './protocol';
import { besideOf } from './window-bounds';

/** Moving, sizing and browsing come in bursts; what is remembered of them is written once. */
const REMEMBER_AFTER_MILLISECONDS = 1000;

export interface WindowsHost {
  readonly preferences: Preferences;
  readonly log: ErrorLog;
  /** Whether the last window may close now; it is asked each time. */
  mayCloseLast(window: BrowserWindow): boolean;
}

/** The application's windows: each shows a place of its own, and all are found again at the next start. */
export class Windows {
  private readonly all = new Set<BrowserWindow>();
  /** The last one in front stands first. */
  private order: readonly BrowserWindow[] = [];
  private timer: NodeJS.Timeout | null = null;
  /** From here on windows close one after another, which is no reason to forget them. */
  private isQuitting = false;

  constructor(private readonly host: WindowsHost) {}

  get count(): number {
    return this.all.size;
  }

  /** The window in front, or that was last; null without any. */
  get front(): BrowserWindow | null {
    return BrowserWindow.getFocusedWindow() ?? this.order[0] ?? null;
  }

  get hasFocus(): boolean {
    return BrowserWindow.getFocusedWindow() !== null;
  }

  owns(contents: WebContents): boolean {
    return [...this.all].some((window) => window.webContents === contents);
  }

  /** Brings the front window forward, at a place where one is asked for; without one, opens those of last time. */
  show(link: string | null = null): void {
    const { front } = this;
    if (!front) return this.restore(link);
    if (front.isMinimized()) front.restore();
    front.show();
    front.focus();
    if (link !== null) void front.webContents.loadURL(START_URL + link);
  }

  /** Sends a message to every window. */
  send(channel: string, message: unknown): void {
    for (const window of this.all) window.webContents.send(channel, message);
  }

  /** Opens another window, a little off the one in front. */
  open(link: string): BrowserWindow {
    const { front } = this;
    const [last] = this.host.preferences.values.windows;
    const bounds = front ? besideOf(front.getNormalBounds()) : (last?.bounds ?? null);
    return this.add({ bounds, maximised: false, link });
  }

  setZoom(factor: number): void {
    for (const window of this.all) window.webContents.setZoomFactor(factor);
  }

  /** Windows that close from here on are remembered as they were. */
  quitting(): void {
    this.remember();
    this.isQuitting = true;
  }

  closeAll(): void {
    for (const window of [...this.all]) window.close();
  }

  private restore(link: string | null): void {
    const [front = { bounds: null, maximised: false, link: '' }, ...behind] =
      this.host.preferences.values.windows;
    for (const state of behind.toReversed()) this.add(state);
    this.add({ ...front, link: link ?? front.link });
  }

  private add(state: Omit<WindowState, 'bounds'> & { bounds: WindowState['bounds'] | null }): BrowserWindow {
    const { preferences, log } = this.host;
    this.isQuitting = false;
    const window = openWindow(state, {
      zoom: () => preferences.values.zoom,
      openLink: (link) => this.open(link),
      log,
    });
    this.all.add(window);
    this.order = [window, ...this.order];
    window.on('focus', () => (this.order = [window, ...this.order.filter((other) => other !== window)]));
    window.on('resize', () => this.rememberSoon());
    window.on('move', () => this.rememberSoon());
    window.webContents.on('did-navigate-in-page', () => this.rememberSoon());
    window.on('close', (event) => this.closing(window, event));
    window.on('closed', () => this.closed(window));
    return window;
  }

  private closing(window: BrowserWindow, event: Electron.Event): void {
    const isLast = this.all.size === 1;
    if (isLast && !this.host.mayCloseLast(window)) return event.preventDefault();
    // The last window is what the next start shows; of several, the one that is closed is not wanted again.
    if (isLast && !this.isQuitting) this.remember();
  }

  private closed(window: BrowserWindow): void {
    this.all.delete(window);
    this.order = this.order.filter((other) => other !== window);
    if (this.all.size > 0) this.rememberSoon();
  }

  private rememberSoon(): void {
    this.timer ??= setTimeout(() => this.remember(), REMEMBER_AFTER_MILLISECONDS);
  }

  private remember(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.isQuitting || this.all.size === 0) return;
    this.host.preferences.change({ windows: this.order.map(stateOf) });
  }
}

function stateOf(window: BrowserWindow): WindowState {
  return {
    bounds: window.getNormalBounds(),
    maximised: window.isMaximized(),
    link: fragmentOf(window.webContents.getURL()),
  };
}
