import type { Architecture } from './architecture';
import type { ArtefactRecord } from './run';

/** What the manifest of a bundle says that it is. */
export const BUNDLE_FORMAT = 'unroll-bundle';
/** Raise it with every change of how bundles are laid out. */
export const BUNDLE_VERSION = 1;

/** Names of the entries of a bundle beside the files of its run and study, which have their paths in a home. */
export const BUNDLE_MANIFEST = 'bundle.json';
export const BUNDLE_HISTORY = 'history.jsonl';

/** Whose bundle it is. */
export interface BundledRun {
  readonly study: string;
  readonly run: string;
  /** As people call it. */
  readonly name: string;
  readonly architecture: Architecture;
}

/** What a bundle is made of, beside files. */
export interface BundleContent {
  readonly bundled: BundledRun;
  /** The history's rows, as the history writes them. */
  readonly history: string;
  /** What the history knows of files, so that none is passed on that was damaged. */
  readonly artefacts: readonly ArtefactRecord[];
}

/** A file in a bundle. */
export interface BundledFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** The first entry of a bundle: what else it holds. */
export interface BundleManifest extends BundledRun {
  readonly format: typeof BUNDLE_FORMAT;
  readonly version: typeof BUNDLE_VERSION;
  /** Version of the Unroll that wrote it. */
  readonly application: string;
  readonly files: readonly BundledFile[];
}
