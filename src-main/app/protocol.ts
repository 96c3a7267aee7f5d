/** The `app://` protocol, which serves the built interface and nothing else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from './security';

const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://unroll`;
export const START_URL = `${APP_ORIGIN}/index.html`;

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

/** The file under `root` that a URL names; null when it names another host or a place outside `root`. */
export function assetPath(root: string, url: string): string | null {
  let pathname: string;
  try {
    const { protocol: scheme, host, pathname: encoded } = new URL(url);
    if (`${scheme}//${host}` !== APP_ORIGIN) return null;
    pathname = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  if (pathname.includes('\0')) return null;
  const file = path.resolve(root, `.${path.sep}${pathname}`);
  return file.startsWith(path.resolve(root) + path.sep) ? file : null;
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
