/**
 * Which folder may import which, as docs/architecture.md has it. A folder's own files are always allowed; tests,
 * benches and scripts may import everything.
 */
export const layers = {
  'src-shared': [],
  'src-main/files': [],
  'src-main/engine': ['src-main/files', 'src-shared'],
  'src-main/history': ['src-shared'],
  // The engine's process, which reads from the history what would be too much to be handed over.
  'src-main/engine-process': ['src-main/engine', 'src-main/history', 'src-shared'],
  'src-main/preferences': ['src-shared'],
  'src-main/preload': ['src-shared'],
  'src-main/engine-host': ['src-shared'],
  // A thread that holds predictions in memory, and the analysis of what is chosen among them.
  'src-main/examples': ['src-main/engine', 'src-main/history', 'src-shared'],
  'src-main/ipc': [
    'src-main/engine-host',
    'src-main/history',
    'src-main/preferences',
    'src-main/files',
    'src-shared',
  ],
  'src-main/app': ['src-main/ipc', 'src-main/preferences', 'src-shared'],
  'src-main/cli': [
    'src-main/engine',
    'src-main/history',
    'src-main/preferences',
    'src-main/files',
    'src-shared',
  ],
  'src-renderer/client': ['src-shared'],
  'src-renderer/state': ['src-renderer/client', 'src-shared'],
  'src-renderer/components': ['src-shared'],
  // What a view shows, on its way into a file or the clipboard.
  'src-renderer/export': ['src-renderer/state', 'src-renderer/components', 'src-shared'],
  'src-renderer/charts': ['src-renderer/export', 'src-renderer/components', 'src-shared'],
  'src-renderer/views': [
    'src-renderer/state',
    'src-renderer/components',
    'src-renderer/export',
    'src-renderer/charts',
    'src-shared',
  ],
  // The entry points, which start the views.
  'src-renderer': [
    'src-renderer/views',
    'src-renderer/state',
    'src-renderer/components',
    'src-renderer/styles',
    'src-shared',
  ],
};

/** Packages (a name, or a beginning that ends in `/` or `:`) that only some folders may import. */
export const packages = [
  { beginning: '@tensorflow/', only: ['src-main/engine'] },
  { beginning: 'better-sqlite3', only: ['src-main/history'] },
  {
    beginning: 'electron',
    only: ['src-main/app', 'src-main/ipc', 'src-main/engine-host', 'src-main/preload'],
  },
  {
    beginning: 'electron/',
    only: ['src-main/app', 'src-main/ipc', 'src-main/engine-host', 'src-main/preload'],
  },
  { beginning: 'electron-log', only: ['src-main/app', 'src-main/ipc', 'src-main/engine-host'] },
  {
    beginning: 'node:',
    only: [
      'src-main/files',
      'src-main/engine',
      'src-main/history',
      'src-main/engine-host',
      'src-main/preferences',
      'src-main/examples',
      'src-main/ipc',
      'src-main/app',
      'src-main/cli',
    ],
  },
];

/** The layer of a file: the longest key of `layers` that is a folder above it; null outside all layers. */
export function layerOf(file) {
  const above = Object.keys(layers).filter((folder) => file.startsWith(`${folder}/`));
  return above.sort((a, b) => b.length - a.length)[0] ?? null;
}
