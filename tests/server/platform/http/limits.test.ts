import { expect, test } from 'vitest'
import { startApp } from '../../../support/app.ts'

const app = await startApp({ env: { TRUST_PROXY: '1' } })

/** Statuses of more requests than one caller may make, each saying of itself what `from` says. */
async function askTooOften(from: (attempt: number) => string) {
  const statuses = new Set<number>()
  for (let attempt = 0; attempt < 62; attempt += 1) {
    const headers = { 'x-forwarded-for': from(attempt) }
    statuses.add((await app.page('/unsubscribe/none', { headers })).status)
  }
  return statuses
}

test('behind a proxy the address it saw counts, not what the caller says of itself before it', async () => {
  const seen = await askTooOften((attempt) => `192.0.2.${attempt}, 198.51.100.7`)
  expect(seen).toContain(429)
})

test('callers that the proxy saw at different addresses do not share a limit', async () => {
  const seen = await askTooOften((attempt) => `203.0.113.${attempt}`)
  expect(seen).not.toContain(429)
})
