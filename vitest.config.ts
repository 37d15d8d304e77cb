import { defineConfig } from 'vitest/config'
import { closingLine } from './tests/support/closing-line.ts'

const everywhere = {
  environment: 'node',
  setupFiles: ['tests/support/each-file.ts'],
  hookTimeout: 120_000,
} as const

/**
 * `vitest run` runs everything: rules and server first, then the journeys in a real browser.
 * Both share the one PostgreSQL that the root's set-up starts; only the journeys' set-up needs a browser.
 */
export default defineConfig({
  test: {
    globalSetup: 'tests/support/global-setup.ts',
    pool: 'forks',
    // A file is a server, a database and sometimes a browser: more at once only wait for each other.
    maxWorkers: 2,
    watch: false,
    reporters: ['default', closingLine()],
    // The test issuer warns that it is no issuer for real operation.
    onConsoleLog: (text) => !text.startsWith('oidc-provider '),
    projects: [
      {
        test: {
          ...everywhere,
          name: 'server',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/journeys/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...everywhere,
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup: 'tests/support/browser-setup.ts',
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
