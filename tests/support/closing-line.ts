import { writeSync } from 'node:fs'
import type { Reporter } from 'vitest/node'

/**
 * Prints `N passed, N failed` alone on the very last line, for tools that read results but do not know Vitest.
 * A file that cannot be loaded, a set-up that fails and an error outside of any test count as failed.
 */
export function closingLine(): Reporter {
  let ended = false
  const count = { passed: 0, failed: 0, skipped: 0 }
  return {
    onInit() {
      process.once('exit', (code) => {
        if (!ended || (code !== 0 && count.failed === 0)) count.failed += 1
        const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
        writeSync(1, `${count.passed} passed, ${count.failed} failed${skipped}\n`)
      })
    },
    onTestRunEnd(modules, unhandledErrors) {
      ended = true
      count.failed += unhandledErrors.length
      for (const module of modules) {
        // Errors of the file itself or of a describe block (a failing beforeAll) belong to no test.
        count.failed += module.errors().length
        for (const suite of module.children.allSuites()) count.failed += suite.errors().length
        for (const test of module.children.allTests()) {
          const { state } = test.result()
          count[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
        }
      }
    },
  }
}
