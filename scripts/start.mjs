import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildIfChanged } from './lib/build-application.mjs';
import { runInTerminal } from './lib/children.mjs';
import { runCommandLine } from './lib/command-line.mjs';
import { runMain } from './lib/main.mjs';
import { repository } from './setup/paths.mjs';
import { readRuntime } from './setup/runtime.mjs';
import { commandLineNeeds, desktopNeeds, hasNoDisplay, setUp } from './setup/setup.mjs';

runMain(async () => {
  const parameters = process.argv.slice(2);
  if (hasNoDisplay()) return runStarterStudy(parameters);
  await setUp({ needs: desktopNeeds });
  await buildIfChanged();
  const { electron } = await readRuntime();
  adviseOnSandbox(electron.path);
  return runInTerminal(electron.path, [...electronFlags(), repository, ...parameters]);
});

/** What a machine without windows gets: the same study that the application offers on its first start. */
async function runStarterStudy(parameters) {
  process.stderr.write(
    'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so the application cannot show its window.\n' +
      'Its starter study runs in this terminal instead. All commands: npm run -s unroll -- --help\n\n',
  );
  await setUp({ needs: commandLineNeeds });
  await buildIfChanged();
  return runCommandLine(['starter', ...parameters]);
}

function electronFlags() {
  const flags = [];
  // Chromium's sandbox refuses to run as root, which happens in containers.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  if (process.platform === 'linux' && !process.env.DISPLAY) flags.push('--ozone-platform=wayland');
  return flags;
}

/** Says how to let Chromium's sandbox work where the system keeps ordinary programs from making one (Ubuntu 24.04). */
function adviseOnSandbox(executable) {
  if (process.platform !== 'linux' || process.getuid() === 0) return;
  if (!isSet('apparmor_restrict_unprivileged_userns', '1') && !isSet('unprivileged_userns_clone', '0'))
    return;
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  const { uid, mode } = statSync(helper);
  if (uid === 0 && mode & 0o4000) return;
  process.stderr.write(
    'This system restricts user namespaces. If the window does not open, allow its sandbox helper once:\n' +
      `  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\n`,
  );
}

function isSet(kernelSetting, value) {
  try {
    return readFileSync(`/proc/sys/kernel/${kernelSetting}`, 'utf8').trim() === value;
  } catch {
    return false;
  }
}
