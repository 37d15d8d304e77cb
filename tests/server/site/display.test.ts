import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'

describe('colours and text size', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })

  test('are chosen by a plain form that leads back to where one came from', async () => {
    const referer = `${app.url}/en/rules?x=1`
    const { html } = await app.page('/en/settings/display', { headers: { referer } })
    expect(html).toContain('value="/en/rules?x=1"')
    const form = { theme: 'dark', size: 'largest', back: '/en/rules' }
    const { status, location, headers } = await app.page('/en/settings/display', { form })
    expect([status, location]).toEqual([303, '/en/rules'])
    expect(headers.get('set-cookie')).toMatch(/^display=dark\.largest; .*SameSite=Lax/)
  })

  test('change every page without a script, which then is for no cache in between', async () => {
    const { html, headers } = await app.page('/rules', { cookie: 'display=dark.largest' })
    expect(html).toContain('<html lang="ko" data-theme="dark" data-size="largest">')
    expect(headers.get('cache-control')).toContain('private')
    const plain = await app.page('/rules')
    expect(plain.html).toContain('<html lang="ko">')
    expect(plain.headers.get('cache-control')).toContain('public')
    expect((await app.page('/nothing', { cookie: 'display=contrast.' })).html).toContain(
      'data-theme="contrast"',
    )
  })

  test('a page with them never becomes the page of those who chose nothing', async () => {
    const dark = await app.page('/terms', { cookie: 'display=dark.' })
    const plain = await app.page('/terms')
    expect(plain.headers.get('etag')).not.toBe(dark.headers.get('etag'))
  })

  test('back to nothing chosen removes the cookie', async () => {
    const { headers } = await app.page('/settings/display', { form: { theme: '', size: '' } })
    expect(headers.get('set-cookie')).toMatch(/^display=;/)
  })

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    '/.//elsewhere.example/',
    'SELF//elsewhere.example/',
  ])('never lead away: %s', async (back) => {
    const { location } = await app.page('/settings/display', {
      form: { theme: 'dark', back: back.replace('SELF', app.url) },
    })
    expect(location).toMatch(/^\/(?![/\\])/)
  })

  test.each(['dark"><script>', 'pink.small', '..', 'dark.huge', '%00.%00'])(
    'what is not one of the choices changes nothing: %s',
    async (display) => {
      const { status, html } = await app.page('/terms', { cookie: `display=${display}` })
      expect(status).toBe(200)
      expect(html).toContain('<html lang="ko">')
    },
  )

  test('a choice that does not exist is refused', async () => {
    expect((await app.page('/settings/display', { form: { theme: 'pink' } })).status).toBe(400)
  })
})
