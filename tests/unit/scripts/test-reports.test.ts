import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, summaryLine } from '../../../scripts/lib/test-reports.mjs';

describe('the counts of the test runners', () => {
  it('include a vitest file that could not be loaded as one failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2 });
  });

  it('take a Playwright test that passed only on its second try as failed', () => {
    const report = {
      stats: { expected: 3, unexpected: 1, flaky: 1 },
      errors: [{ message: 'no such project' }],
    };
    expect(countPlaywright(report)).toEqual({ passed: 3, failed: 3 });
  });

  it('end in one line', () => {
    expect(summaryLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed');
  });
});
