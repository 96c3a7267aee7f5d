/** The `app://` protocol, which serves the built interface and nothing else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, protocol } from 'electron';
import { APP_ORIGIN, assetPath, originOf, SCHEME } from './asset-path';
import { CONTENT_SECURITY_POLICY } from './security';

/** While developing (`electron-vite dev`), pages come from its server, which also reloads them. */
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
export const START_URL = developmentServer ?? `${APP_ORIGIN}/index.html`;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Has to run before the application is ready. */
export function declareProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Whether a URL is a page of the application. */
export function isOwnPage(url: string): boolean {
  return originOf(url) === originOf(START_URL);
}

/** The place within the application that a page's URL names: its fragment, with the `#`; empty for the first page. */
export function fragmentOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hash : '';
}

/** Serves the files under `root`; has to run once the application is ready. */
export function serveInterface(root: string): void {
  protocol.handle(SCHEME, async (request) => {
    const file = assetPath(root, request.url);
    const type = file && MEDIA_TYPES[path.extname(file)];
    if (!file || !type) return new Response('Not found', { status: 404 });
    try {
      return new Response(await readFile(file), {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
