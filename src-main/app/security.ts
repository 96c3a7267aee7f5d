/** What a window may not do: run foreign scripts, leave the application, open windows, ask for permissions. */
import { session, shell, type WebContents } from 'electron';

/**
 * Charts and templates set `style` attributes, which a policy cannot tell from foreign ones; style sheets and scripts
 * come from the application alone.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Denies every permission (camera, notifications, clipboard reading...) to every page. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
}

/**
 * Keeps a window on the application's own pages. Those that are asked for in a new window (by the middle button, say)
 * are opened by `openOwn`, links to the web in the user's browser.
 */
export function confine(
  contents: WebContents,
  isOwnPage: (url: string) => boolean,
  openOwn: (url: string) => void,
): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isOwnPage(url)) openOwn(url);
    else if (url.startsWith('https://')) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
