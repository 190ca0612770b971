import { writeFileSync } from 'node:fs';

/** Jest reporter: writes the totals of the run as JSON to `options.file`. */
export default class TotalsReporter {
  constructor(_globalConfig, options) {
    this.file = options.file;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = results;
    const totals = {
      passed: numPassedTests,
      // A file that does not load has no tests to count, and is a failure all the same.
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    };
    writeFileSync(this.file, JSON.stringify(totals));
  }
}
