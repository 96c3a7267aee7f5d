import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { appCommand } from '../helpers/electron-app';
import { expect, test } from './fixture';

test('a window cannot leave the application, open other windows or reach files beside the interface', async ({
  launch,
}) => {
  const { electron, page } = await launch();
  const start = page.url();
  expect(start).toBe('app://unroll/index.html');
  await page.evaluate(() => location.assign('https://example.com/'));
  expect(await page.evaluate(() => window.open('https://example.com/', '_blank') === null)).toBe(true);
  expect(page.url()).toBe(start);
  expect(electron.windows()).toHaveLength(1);
  for (const url of ['app://unroll/..%2fmain%2findex.cjs', 'file:///etc/hostname', 'https://example.com/'])
    expect(
      await page.evaluate(
        (address) =>
          fetch(address).then(
            () => 'loaded',
            () => 'refused',
          ),
        url,
      ),
    ).toBe('refused');
});

test('pages have neither Node nor scripts from strings', async ({ launch }) => {
  const { page } = await launch();
  const found = await page.evaluate(
    () =>
      new Promise<{ node: boolean; evaluated: boolean }>((resolve) => {
        // Playwright's own evaluation may use eval; a timer's string is up to the page's policy.
        setTimeout('window.evaluated = true', 0);
        setTimeout(
          () =>
            resolve({ node: 'require' in window || 'process' in window, evaluated: 'evaluated' in window }),
          50,
        );
      }),
  );
  expect(found).toEqual({ node: false, evaluated: false });
});

test('a second start on the same home shows the first window and ends', async ({ launch, home }) => {
  const { electron } = await launch();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].minimize());
  const { executablePath, args, cwd } = appCommand(home);
  const [code] = await once(spawn(executablePath, args, { cwd, stdio: 'ignore' }), 'exit');
  expect(code).toBe(0);
  await expect
    .poll(() =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isMinimized())),
    )
    .toEqual([false]);
});

test('a window whose page crashes is logged and loaded again', async ({ launch, home }) => {
  const { electron } = await launch();
  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer(),
  );
  await expect(() =>
    expect(readFileSync(path.join(home, 'logs/unroll.log'), 'utf8')).toContain(
      'The process of the page ended',
    ),
  ).toPass({ timeout: 30_000 });
  await expect
    .poll(() =>
      electron.evaluate(({ BrowserWindow }) => {
        const { webContents } = BrowserWindow.getAllWindows()[0];
        return webContents.isCrashed() || webContents.isLoading()
          ? null
          : webContents.executeJavaScript('document.querySelector("main")?.textContent');
      }),
    )
    .toContain('Studies');
});

test('size, place and theme of the window are found again', async ({ launch }) => {
  const bounds = { x: 60, y: 40, width: 1000, height: 700 };
  const first = await launch();
  await first.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0].setBounds(wanted);
  }, bounds);
  await first.page.evaluate(() => window.unroll.request('app.changePreferences', { theme: 'dark' }));
  await first.electron.close();

  const second = await launch();
  const found = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].getBounds(),
  );
  expect(found).toEqual(bounds);
  expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('a home that cannot be used is named in the message that ends the application', async () => {
  const { executablePath, args, cwd } = appCommand('/dev/null/home');
  const child = spawn(executablePath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let message = '';
  child.stderr.on('data', (chunk: Buffer) => (message += chunk.toString()));
  await expect.poll(() => message).toContain('/dev/null/home');
  child.kill('SIGKILL');
});
