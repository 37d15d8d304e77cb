import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'

describe('what operators ask', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })

  test('it lives before it is ready: without jobs running nothing is announced', async () => {
    expect((await app.api('GET', '/health/live')).status).toBe(200)
    const { status, body } = await app.api('GET', '/health/ready')
    expect([status, body]).toEqual([503, { ready: false, database: true, jobs: false, draining: false }])
  })

  test('it is ready once jobs run, and no cache keeps the answer', async () => {
    await app.site.work()
    const { status, headers } = await app.api('GET', '/health/ready')
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  })

  test('figures are for this machine, or for who has the token; a proxy here does not open them', async () => {
    const own = await app.api('GET', '/metrics')
    expect(own.body).toMatch(/^sotong_http_requests_total\{status="200"\} \d+$/m)
    const through = await app.api('GET', '/metrics', undefined, {
      headers: { 'x-forwarded-for': '203.0.113.5' },
    })
    expect(through.status).toBe(404)
    const guarded = await startApp({ env: { METRICS_TOKEN: 'a-token-of-this-test' } })
    const headers = { 'x-forwarded-for': '203.0.113.5', authorization: 'Bearer a-token-of-this-test' }
    expect((await guarded.api('GET', '/metrics', undefined, { headers })).status).toBe(200)
    const wrong = { ...headers, authorization: 'Bearer another' }
    expect((await guarded.api('GET', '/metrics', undefined, { headers: wrong })).status).toBe(404)
  })

  test('while it stops, what still arrives is sent elsewhere, and health says so', async () => {
    app.deps.standing.draining = true
    const page = await app.page('/')
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await app.api('GET', '/api/settings')).body.code).toBe('try-again')
    expect((await app.api('GET', '/health/live')).status).toBe(200)
    expect((await app.api('GET', '/health/ready')).body).toMatchObject({ ready: false, draining: true })
  })
})
