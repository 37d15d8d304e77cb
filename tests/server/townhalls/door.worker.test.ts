import { expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'

const site = await startApp()

test('the worker may serve the page of the door and no other', async () => {
  const { headers, html } = await site.page('/door/worker.js')
  expect(headers.get('service-worker-allowed')).toBe('/door')
  expect(headers.get('content-type')).toContain('javascript')
  expect(html).toContain('addEventListener')
  const english = await site.page('/en/door/worker.js')
  expect(english.headers.get('service-worker-allowed')).toBe('/en/door')
  const page = await site.page('/door')
  expect(page.headers.get('content-security-policy')).toContain("worker-src 'self'")
})
