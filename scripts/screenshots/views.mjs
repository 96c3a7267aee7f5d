/**
 * Every view of the window that can be shown once a study is trained: its picture's name, its link, and what is done to it
 * before the picture is taken.
 *
 * @param {{ study: string, runs: string[] }} trained the study, and its runs by architecture
 * @returns {{ name: string, link: string, prepare?: (page: import('@playwright/test').Page) => Promise<void> }[]}
 */
export function viewsOf({ study, runs }) {
  const tab = (name, query = '') => `#/study/${study}/${name}${query}`;
  const all = encodeURIComponent(runs.join(','));
  return [
    { name: 'studies', link: '#/studies' },
    { name: 'runs', link: '#/runs' },
    { name: 'queue', link: '#/queue' },
    { name: 'sweeps', link: '#/sweep' },
    { name: 'new-study', link: '#/new', prepare: inspectData },
    { name: 'training', link: tab('training') },
    { name: 'comparison', link: tab('comparison') },
    { name: 'examples', link: tab('examples', '?example=1') },
    { name: 'attention', link: tab('attention', '?example=1'), prepare: seeWeights },
    { name: 'diagnosis', link: tab('diagnosis') },
    { name: 'configuration', link: tab('configuration') },
    { name: 'compare', link: `#/compare?runs=${all}` },
    {
      name: 'playground',
      link: `#/playground?runs=${all}&text=${encodeURIComponent('Return the number of items in the list.')}`,
    },
    { name: 'import', link: '#/import' },
    { name: 'verify', link: '#/verify' },
    { name: 'settings', link: '#/settings' },
    { name: 'help', link: '#/help' },
    { name: 'command-palette', link: '#/studies', prepare: openPalette },
  ];
}

async function inspectData(page) {
  const busy = page.getByRole('progressbar', { name: 'Inspecting data' });
  await busy.waitFor({ timeout: 5000 }).catch(() => undefined);
  await busy.waitFor({ state: 'detached', timeout: 120_000 });
}

async function openPalette(page) {
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog').waitFor();
}

async function seeWeights(page) {
  await page.getByRole('figure', { name: 'Attention heatmap' }).waitFor({ timeout: 60_000 });
}
