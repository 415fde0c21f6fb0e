import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/chromium.js';

/** Prints, as the very last line of a run, how many tests passed and failed; before it, why pages were not tried. */
export default class LastLine {
  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults },
  ) {
    const ofPages = testResults.some(({ testFilePath }) => testFilePath.includes('/test/browser/'));
    const why = ofPages && findChromium() === undefined ? `The pages were not tried: ${HOW_TO_GET_CHROMIUM}.\n` : '';
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}\n`;
    // Jest prints its own summary after the reporters have run.
    process.once('exit', () => process.stdout.write(why + line));
  }
}
