import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../../src-shared/domain/errors';

/** A dataset of a hub and where its files are kept. */
export interface HubDataset {
  /** `OWNER/NAME`. */
  readonly name: string;
  /** The hub's address, without a slash at its end. */
  readonly endpoint: string;
  readonly folder: string;
}

/** The hub's tree API names git's object identifier of each file, and the SHA-256 of those kept as large files. */
const fileSchema = z.object({
  type: z.string(),
  path: z.string(),
  size: z.number().int().nonnegative(),
  oid: z.string(),
  lfs: z.object({ oid: z.string() }).optional(),
});
const listingSchema = z.array(fileSchema);

export type HubFile = z.infer<typeof fileSchema>;

/**
 * Files of a dataset. Where the hub cannot be reached, those that it listed last time.
 * @throws UserError when the hub was never reached, and for a dataset that it does not have.
 */
export async function listHubFiles(dataset: HubDataset, signal: AbortSignal | undefined): Promise<HubFile[]> {
  const kept = join(dataset.folder, 'listing.json');
  const files: HubFile[] = [];
  let next: string | null = `${dataset.endpoint}/api/datasets/${dataset.name}/tree/main?recursive=true`;
  while (next !== null) {
    let response: Response;
    try {
      response = await fetch(next, { signal: signal ?? null });
    } catch (error) {
      signal?.throwIfAborted();
      const listed = await readKeptListing(kept);
      if (listed) return listed;
      throw unreachable(dataset, error);
    }
    if (!response.ok) throw refused(dataset, response);
    files.push(...(await readListing(response, dataset)));
    next = nextPage(response, next);
  }
  const found = files.filter(({ type, path }) => type === 'file' && isSafePath(path));
  await mkdir(dataset.folder, { recursive: true });
  await writeFile(`${kept}.part`, JSON.stringify(found));
  await rename(`${kept}.part`, kept);
  return found;
}

async function readListing(response: Response, dataset: HubDataset): Promise<HubFile[]> {
  const parsed = listingSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success)
    throw new UserError(`hf:${dataset.name}: ${dataset.endpoint} did not answer with a list of files`);
  return parsed.data;
}

async function readKeptListing(path: string): Promise<HubFile[] | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : listingSchema.parse(JSON.parse(text));
}

/** Long listings come in pages; the next one's address is in the Link header (RFC 8288). */
function nextPage(response: Response, current: string): string | null {
  const address = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return address ? new URL(address, current).href : null;
}

/** Paths come from the network: none may lead out of the dataset's folder. */
function isSafePath(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|\\/.test(path) && !path.split('/').some((part) => part === '..' || part === '');
}

/** The error for a hub that does not answer, with the network's own reason. */
export function unreachable(dataset: HubDataset, error: unknown): UserError {
  const { message, cause } = error as Error;
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
  return new UserError(
    `hf:${dataset.name}: ${dataset.endpoint} cannot be reached (${reason}); check the network connection, ` +
      'or give a .parquet or .jsonl file that is on this computer',
  );
}

/** The error for an answer other than success. */
export function refused(dataset: HubDataset, response: Response): UserError {
  const reasons: Readonly<Record<number, string>> = {
    401: 'does not exist, or is not public',
    403: 'is not public',
    404: 'does not exist',
  };
  const reason = reasons[response.status] ?? `cannot be had now (HTTP status ${response.status})`;
  return new UserError(`hf:${dataset.name}: the dataset ${reason} at ${dataset.endpoint}`);
}
