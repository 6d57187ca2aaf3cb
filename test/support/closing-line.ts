import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed` as the very last line of the run, for continuous integration that reads a closing line.
 * The coverage table comes after the reporters have ended, so the line waits for the process to exit.
 */
export default class ClosingLine implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') this.#passed++;
    else if (state === 'failed') this.#failed++;
    else this.#skipped++;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const failed = this.#failed + modules.reduce((sum, module) => sum + errorsAround(module), 0) + errors.length;
    process.once('exit', () => {
      const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : '';
      process.stdout.write(`${this.#passed} passed, ${failed} failed${skipped}\n`);
    });
  }
}

/** Errors that belong to no test: of a file that does not load, of hooks. The tests behind them count as skipped. */
const errorsAround = (module: TestModule): number =>
  [module, ...module.children.allSuites()].reduce((sum, suite) => sum + suite.errors().length, 0);
