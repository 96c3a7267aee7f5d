/** Filled in by the build; absent where sources run without one (tests). */
declare const __APPLICATION_VERSION__: string | undefined;
declare const __GIT_REVISION__: string | null | undefined;

export const APPLICATION_NAME = 'Unroll';

export const APPLICATION_VERSION =
  typeof __APPLICATION_VERSION__ === 'string' ? __APPLICATION_VERSION__ : 'development';

/** The commit that the application was built from (`-modified` when files differed); null when unknown. */
export const GIT_REVISION: string | null = typeof __GIT_REVISION__ === 'string' ? __GIT_REVISION__ : null;
