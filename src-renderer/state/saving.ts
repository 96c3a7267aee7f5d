/** What a view shows, on its way into a file or the clipboard. */
import type { RequestInput } from '../../src-shared/contract/channels';
import { type DataTable, toCsv, toLatex, toMarkdown } from '../../src-shared/format/table-text';
import { request } from '../client/client';

export const TABLE_FORMATS = {
  csv: { label: 'CSV', text: toCsv },
  md: { label: 'Markdown', text: toMarkdown },
  tex: { label: 'LaTeX', text: toLatex },
} as const;
export type TableFormat = keyof typeof TABLE_FORMATS;

type SavedFile = RequestInput<'files.save'>;

/** Asks where to and writes; resolves to the path, or null when the user does not want to after all. */
export function saveTable(table: DataTable, format: TableFormat): Promise<string | null> {
  return saveText(table.title, format, TABLE_FORMATS[format].text(table));
}

export function saveText(title: string, kind: SavedFile['kind'], content: string): Promise<string | null> {
  return request('files.save', { name: fileName(title, `.${kind}`), kind, content, encoding: 'utf8' });
}

/** `url` is a `data:` URL of the picture. */
export function savePng(title: string, url: string): Promise<string | null> {
  const content = url.slice(url.indexOf(',') + 1);
  return request('files.save', { name: fileName(title, '.png'), kind: 'png', content, encoding: 'base64' });
}

export async function copyPng(url: string): Promise<void> {
  const picture = await (await fetch(url)).blob();
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** A name that every file system takes. @param ending with its dot; empty for a folder */
export function fileName(title: string, ending: string): string {
  const plain = title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${plain.slice(0, 100) || 'unroll'}${ending}`;
}
