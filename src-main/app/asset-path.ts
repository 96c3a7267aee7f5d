import path from 'node:path';

export const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://unroll`;

/** Scheme and host of a URL; `URL.origin` is opaque for schemes of one's own. */
export function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol: scheme, host } = new URL(url);
  return `${scheme}//${host}`;
}

/** The file under `root` that a URL names; null when it names another host or a place outside `root`. */
export function assetPath(root: string, url: string): string | null {
  if (originOf(url) !== APP_ORIGIN) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (pathname.includes('\0')) return null;
  const file = path.resolve(root, `.${path.sep}${pathname}`);
  return file.startsWith(path.resolve(root) + path.sep) ? file : null;
}
