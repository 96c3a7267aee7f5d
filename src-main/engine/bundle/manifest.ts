import { z } from 'zod';
import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import {
  BUNDLE_FORMAT,
  BUNDLE_HISTORY,
  BUNDLE_MANIFEST,
  BUNDLE_VERSION,
  type BundledRun,
  type BundleManifest,
} from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';

/** What identifiers consist of; they become names of folders. */
const identifier = z.string().regex(/^[0-9a-z]{1,40}$/);

const schema: z.ZodType<BundleManifest> = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  application: z.string(),
  study: identifier,
  run: identifier,
  name: z.string(),
  architecture: z.enum(ARCHITECTURES),
  files: z.array(
    z.strictObject({
      name: z.string(),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/**
 * Reads the manifest of a bundle.
 * @throws UserError naming `origin` when it is no manifest, is of a newer version, or names files outside the folders of
 *   its run and study.
 */
export function parseManifest(text: string, origin: string): BundleManifest {
  const manifest = checkedShape(text, origin);
  const [foreign] = manifest.files.filter(({ name }) => !isNameOf(manifest, name));
  if (foreign)
    throw new UserError(
      `${origin}: ${BUNDLE_MANIFEST} lists ${JSON.stringify(foreign.name)}, which is no file of its run or study`,
    );
  return manifest;
}

function checkedShape(text: string, origin: string): BundleManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${origin}: ${BUNDLE_MANIFEST} is not JSON (${(error as Error).message})`);
  }
  const { version, application } = (value ?? {}) as Partial<Record<keyof BundleManifest, unknown>>;
  if (typeof version === 'number' && version > BUNDLE_VERSION)
    throw new UserError(
      `${origin}: written by Unroll ${String(application)} (bundle version ${version}); this one reads version ` +
        `${BUNDLE_VERSION}. Update Unroll`,
    );
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new UserError(
    `${origin}: ${BUNDLE_MANIFEST} is not right: ${path.join('.') || 'the whole'}: ${message}`,
  );
}

/** Whether a name is that of the history, or of a file that lies in the folder of the run or of its study. */
function isNameOf({ run, study }: BundledRun, name: string): boolean {
  if (name === BUNDLE_HISTORY) return true;
  const [kind, owner, file, ...more] = name.split('/');
  const isOwned = (kind === 'runs' && owner === run) || (kind === 'studies' && owner === study);
  return isOwned && more.length === 0 && file !== undefined && /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(file);
}
