import { startApplication } from './application';

/** Milliseconds from the start of the process until the window shows the studies of its home. */
export async function timeLaunch(home: string): Promise<number> {
  const { page, startedAt, end } = await startApplication(home);
  try {
    const usableAt = await page.evaluate(async () => {
      for (;;) {
        const [mark] = performance.getEntriesByName('usable');
        if (mark) return performance.timeOrigin + mark.startTime;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    return usableAt - startedAt;
  } finally {
    await end();
  }
}
