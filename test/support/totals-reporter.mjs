import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Jest reporter: adds the totals of the run to those that stand as JSON in `options.file`. */
export default class TotalsReporter {
  constructor(_globalConfig, options) {
    this.file = options.file;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = results;
    const before = totalsIn(this.file);
    const totals = {
      passed: before.passed + numPassedTests,
      // A file that does not load has no tests to count, and is a failure all the same.
      failed: before.failed + numFailedTests + numRuntimeErrorTestSuites,
      skipped: before.skipped + numPendingTests + numTodoTests,
    };
    writeFileSync(this.file, JSON.stringify(totals));
  }
}

/** Zeros where no run has ended yet; the file may be there, and empty. */
function totalsIn(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' ? { passed: 0, failed: 0, skipped: 0 } : JSON.parse(text);
}
