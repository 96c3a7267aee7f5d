/** What a file or folder that was dropped, or given at the start, is taken for. */
export type OfferedKind = 'models' | 'bundle' | 'passport' | 'report' | 'data' | 'python-folder' | 'unknown';

export interface OfferedFiles {
  readonly kind: OfferedKind;
  /** The place in the window where it is dealt with; null where there is none. */
  readonly link: string | null;
  /** Why there is none, and what would be right; empty where there is one. */
  readonly message: string;
}
