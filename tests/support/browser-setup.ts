import type { TestProject } from 'vitest/node'
import { type Chromium, provideChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of the journeys, tried before the first of them runs. */
    chromium: Chromium
  }
}

/** Without a browser the run fails here and says what is missing; no journey is skipped. */
export default async function findBrowser(project: TestProject) {
  project.provide('chromium', await provideChromium())
}
