/**
 * The counts in a vitest JSON report. A file that could not be loaded counts as one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function countVitest(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}

/**
 * The counts in a Playwright JSON report. A test that passed on a second try has failed; errors outside any test count
 * as failures.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} report
 */
export const countPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
});

/** The line that ends every run of the tests: `12 passed, 0 failed`. */
export const summaryLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
