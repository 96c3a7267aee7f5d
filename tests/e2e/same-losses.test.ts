import { trainSmallStudy } from '../helpers/trained-home';
import type { StudyList } from '../../src-shared/domain/study-list';
import { expect, test } from './fixture';
import { SMALL_SETTINGS, startStudy } from './study-form';

test('the same study has the same losses bit for bit in the window and on the command line', async ({
  launch,
  home,
}) => {
  const onCommandLine = trainSmallStudy(home, 'Command line', SMALL_SETTINGS);
  const { page } = await launch();
  await startStudy(page, {
    name: 'Window',
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: SMALL_SETTINGS,
  });
  await expect(page.getByRole('table', { name: 'Runs' }).getByText('Finished')).toHaveCount(3, {
    timeout: 120_000,
  });

  const losses = await page.evaluate(async () => {
    const answer = await window.unroll.request('studies.list', {});
    if (!answer.ok) throw new Error(answer.error.message);
    const { studies } = JSON.parse(answer.value) as StudyList;
    const ofStudy = async (name: string) => {
      const { runs } = studies.find((study) => study.name === name)!;
      const curves = await Promise.all(
        runs.map((run) => window.unroll.request('runs.curves', { run: run.id, maximumSteps: 100_000 })),
      );
      return curves.map((curve) => {
        if (!curve.ok) throw new Error(curve.error.message);
        const { steps, epochs } = curve.value;
        return {
          steps: Array.from(steps.loss, (loss, index) => [loss, steps.gradientNorm[index]]),
          epochs: epochs.map((epoch) => [epoch.validationLossTeacherForced, epoch.validationLossFreeRunning]),
        };
      });
    };
    return { window: await ofStudy('Window'), commandLine: await ofStudy('Command line') };
  });
  expect(onCommandLine).toBeTruthy();
  expect(losses.window).toHaveLength(3);
  expect(losses.window[0].steps.length).toBeGreaterThan(10);
  expect(losses.window).toEqual(losses.commandLine);
});
