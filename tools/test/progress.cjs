/**
 * A reporter of Jest for runs of many files: one line for each that ended, with how many there are,
 * and what failed in it. Lines name their part, since parts run at the same time.
 */
class Progress {
  constructor() {
    this.part = process.env.ROLLCALL_PART ?? 'specs';
    this.ended = 0;
    this.failed = false;
  }

  /**
   * @param {{ path: string }} test
   * @param {import('@jest/test-result').TestResult} result
   * @param {import('@jest/test-result').AggregatedResult} all
   */
  onTestResult({ path }, { failureMessage, testExecError, numFailingTests, perfStats }, all) {
    this.ended += 1;
    const failed = numFailingTests > 0 || testExecError !== undefined;
    this.failed ||= failed;
    const seconds = ((perfStats.end - perfStats.start) / 1_000).toFixed(1);
    const where = `${this.ended} of ${all.numTotalTestSuites}`.padStart(10);
    const file = path.slice(process.cwd().length + 1);
    console.log(
      `${this.part.padEnd(7)}${where}  ${failed ? 'FAILED' : 'ok'}  ${file} (${seconds} s)`,
    );
    if (failureMessage) console.log(failureMessage);
  }

  getLastError() {
    return this.failed ? new Error('tests failed') : undefined;
  }
}
module.exports = Progress;
