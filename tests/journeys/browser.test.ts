import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axe, desk, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'
import { atEndOfFile } from '../support/lifetime.ts'

const document = (body: string) =>
  `<!doctype html><html lang="ko"><head><title>청원</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`

const pages: Record<string, { status?: number; body: string; type?: string }> = {
  '/good': { body: document('<main><h1>청원</h1><p>본문</p></main>') },
  '/unnamed-field': { body: document('<main><h1>청원</h1><input></main>') },
  '/inline-script': { body: document('<main><h1>청원</h1></main><script>document.title = "x"</script>') },
  '/script': { body: document('<main><h1>청원</h1></main><script src="/change.js"></script>') },
  '/change.js': { body: 'document.querySelector("h1").textContent = "바뀜"', type: 'text/javascript' },
  '/missing-picture': { body: document('<main><h1>청원</h1><img src="/nowhere.png" alt="그림"></main>') },
  '/refused': { status: 409, body: document('<main><h1>이미 마감되었습니다</h1></main>') },
  '/broken': { status: 500, body: document('<main><h1>오류</h1></main>') },
}

/** The watch that journeys rely on must itself be seen to notice. */
describe('what a journey notices', () => {
  let browser: Browser
  let origin: string
  beforeAll(async () => {
    const server = createServer((request, response) => {
      const page = pages[request.url ?? '']
      const headers = {
        'content-type': `${page?.type ?? 'text/html'}; charset=utf-8`,
        'content-security-policy': "script-src 'self'",
      }
      response.writeHead(page ? (page.status ?? 200) : 404, headers).end(page?.body ?? '')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    atEndOfFile(() => server.close())
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })

  test.each([
    ['a phone', phone],
    ['a narrow phone', narrowPhone],
    ['a desk', desk],
    ['a phone without scripts', { ...phone, ...withoutScript }],
  ])('nothing on a good page on %s', async (_name, device) => {
    const { page, troubles } = await openPage(browser, device)
    await page.goto(`${origin}/good`)
    expect(await page.textContent('h1')).toBe('청원')
    await axe(page)
    expect(troubles()).toEqual([])
  })

  test('scripts running where they may', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${origin}/script`)
    expect(await page.textContent('h1')).toBe('바뀜')
  })

  test('a field without a name where scripts are off, and they stay off', async () => {
    const { page } = await openPage(browser, { ...phone, ...withoutScript })
    await page.goto(`${origin}/unnamed-field`)
    await expect(axe(page)).rejects.toThrow('label')
    await page.goto(`${origin}/script`)
    expect(await page.textContent('h1')).toBe('청원')
  })

  test('a field without a name', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${origin}/unnamed-field`)
    await expect(axe(page)).rejects.toThrow('label')
  })

  test.each([
    ['/inline-script', 'Content Security Policy'],
    ['/missing-picture', '404 for image'],
    ['/broken', '500 for document'],
  ])('the trouble of %s', async (path, expected) => {
    const { page, troubles } = await openPage(browser)
    await page.goto(origin + path)
    expect(troubles().join()).toContain(expected)
  })

  test('no trouble in a refusal', async () => {
    const { page, troubles } = await openPage(browser)
    await page.goto(`${origin}/refused`)
    expect(troubles()).toEqual([])
  })
})
