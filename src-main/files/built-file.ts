import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Path of a file that the build makes beside the running one (`out/main`), for what runs in a thread or process of its
 * own. From sources, as in tests, it is that of the checkout's last build.
 * @throws Error when there is none.
 */
export function builtFile(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    for (const path of [join(folder, name), join(folder, 'out', 'main', name)])
      if (existsSync(path)) return path;
    if (dirname(folder) === folder) throw new Error(`${name} is not built; run: npm run build`);
  }
}
