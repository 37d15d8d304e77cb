import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../../support/app.ts'

describe('what every answer carries', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })

  test.each([
    '/',
    '/en/petitions',
    '/rules',
    '/settings/display',
    '/sign-in',
    '/outbox',
    '/desk/sign-in',
    '/nothing',
  ])('%s allows nothing inline and nothing foreign, and holds nothing inline', async (path) => {
    const { headers, html } = await app.page(path)
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';style-src 'self'")
    expect(policy).not.toMatch(/unsafe|\*|http:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    // With helmet's own default, browsers post forms with `Origin: null`.
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|javascript:/)
    const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes)
    expect(inline.every((attributes) => attributes!.includes('type="application/json"'))).toBe(true)
  })

  test('over https, and only there, browsers are told to stay with it', async () => {
    const secure = await startApp({ env: { PUBLIC_URL: 'https://sotong.example.kr' } })
    const { port } = new URL(app.url)
    expect(port).not.toBe('')
    const { hostname } = new URL(secure.url)
    expect(hostname).toBe('sotong.example.kr')
    const answer = await secure.site.app.inject({ url: '/terms' })
    expect(answer.headers['strict-transport-security']).toContain('max-age=')
    expect(answer.headers['content-security-policy']).toContain('upgrade-insecure-requests')
    const plain = await app.page('/terms')
    expect(plain.headers.get('strict-transport-security')).toBeNull()
    expect(plain.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
  })

  test('hashed files are kept for a year and come compressed; others are not there', async () => {
    const { html } = await app.page('/')
    const script = /src="(\/assets\/client[^"]+\.js)"/.exec(html)![1]!
    const answer = await app.page(script, { headers: { 'accept-encoding': 'br' } })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-encoding')).toBe('br')
    for (const path of [
      '/assets/.vite/manifest.json',
      '/assets/../package.json',
      '/assets/%2e%2e/server/ssr.js',
    ])
      expect((await app.page(path)).status).toBeGreaterThanOrEqual(400)
  })

  test('the sheet of fonts waits for nobody and nobody for it', async () => {
    const { html } = await app.page('/')
    const sheet = /<link[^>]+data-fonts>/.exec(html)![0]
    expect(sheet).toContain('media="print"')
    expect(html).toMatch(/<noscript><link rel="stylesheet" href="\/assets\/pretendard[^"]+"><\/noscript>/)
  })
})
