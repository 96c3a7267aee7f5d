import type { BundleJob, UnpackJob } from '../../../src-shared/contract/engine/jobs';
import { unpackBundle } from '../bundle/unpack-bundle';
import { writeBundle } from '../bundle/write-bundle';
import type { JobHost } from '../job-host';
import { jobWork } from './progress';

/** Writes the bundle of a run. */
export async function runBundleJob({ home, path, content }: BundleJob, host: JobHost): Promise<void> {
  const written = await writeBundle(home, content, path, jobWork(host));
  host.emit({ type: 'file-written', path, ...written });
}

/** Unpacks a bundle into the home, where the history gives its files their places. */
export async function runUnpackJob({ home, path }: UnpackJob, host: JobHost): Promise<void> {
  const { manifest, folder } = await unpackBundle(home, path, jobWork(host));
  const { study, run, name, architecture } = manifest;
  host.emit({ type: 'bundle-unpacked', bundle: path, folder, bundled: { study, run, name, architecture } });
}
