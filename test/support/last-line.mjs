/** Prints, as the very last line of a run, how many tests passed and failed. */
export default class LastLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}\n`;
    // Jest prints its own summary after the reporters have run.
    process.once('exit', () => process.stdout.write(line));
  }
}
