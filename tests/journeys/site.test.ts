import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { axe, desk, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'
import { anOpenPetition } from '../server/petitions/fixtures.ts'

const pages = [
  '/',
  '/rules',
  '/zh/privacy',
  '/settings/display',
  '/outbox',
  '/nothing',
  '/problems/try-again',
]

describe('the frame of the site in a browser', () => {
  let app: TestApp
  let browser: Browser
  let number: string
  beforeAll(async () => {
    app = await startApp({ now: new Date('2026-12-01T03:00:00Z') })
    number = (await anOpenPetition(app.deps.sql, { total: 640 })).number
    browser = await openBrowser()
  })

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { contrast: 'more' }],
  ] as const)('every component is accessible in %s colours', async (_name, colours) => {
    const { page } = await openPage(browser, { ...desk, ...colours })
    await page.goto(`${app.url}/components`)
    await axe(page)
  })

  test.each([
    ['a phone', phone],
    ['a desk', desk],
  ])('the site’s own pages are accessible on %s', async (_name, device) => {
    const { page } = await openPage(browser, device)
    for (const path of pages) {
      await page.goto(app.url + path)
      await axe(page)
    }
  })

  test('and without scripts', async () => {
    const { page } = await openPage(browser, { ...phone, ...withoutScript })
    for (const path of ['/', '/settings/display']) {
      await page.goto(app.url + path)
      await axe(page)
    }
  })

  test('none scrolls sideways on a narrow phone, with the largest letters either', async () => {
    const { page } = await openPage(browser, narrowPhone)
    for (const display of ['.', '.largest']) {
      await page.context().addCookies([{ name: 'display', value: display, url: app.url }])
      for (const path of [...pages, '/en', '/zh', '/components']) {
        await page.goto(app.url + path)
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(beyond, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
    }
  })

  test.each([
    ['with scripts', phone],
    ['without', { ...phone, ...withoutScript }],
  ])(
    'dark paper and the largest letters are chosen %s, and one is back where one was',
    async (_name, device) => {
      const { page } = await openPage(browser, device)
      await page.goto(`${app.url}/rules`)
      await page.goto(`${app.url}/settings/display`, { referer: `${app.url}/rules` })
      await page.getByLabel('어두운 종이').check()
      await page.getByLabel('가장 크게').check()
      await page.getByRole('button', { name: '이렇게 보기' }).click()
      expect(new URL(page.url()).pathname).toBe('/rules')
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      expect(await page.locator('html').getAttribute('data-size')).toBe('largest')
      await axe(page)
    },
  )

  test('the menu of a phone opens without a script and leads to the other languages', async () => {
    const { page } = await openPage(browser, { ...phone, ...withoutScript })
    await page.goto(`${app.url}/rules`)
    await page.getByText('메뉴', { exact: true }).click()
    await page.getByRole('link', { name: '中文' }).last().click()
    expect(new URL(page.url()).pathname).toBe('/zh/rules')
  })

  test('the first page leads to what collects, by map and by line', async () => {
    const { page } = await openPage(browser, desk)
    await page.goto(app.url)
    await page.getByRole('link', { name: '밤길에 조명을 놓아 주세요' }).click()
    expect(new URL(page.url()).pathname).toBe(`/petitions/${number}`)
    await page.goto(app.url)
    await page.getByRole('searchbox').fill('조명')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('q') === '조명')
    expect(await page.textContent('main')).toContain('밤길에 조명을 놓아 주세요')
  })
})
