import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { TestApp } from '../support/app.ts'
import { axe, openPage } from '../support/browser.ts'
import { openBrowser } from '../support/browser.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

/** Where pictures of every page of the journeys are put, when someone wants to look at them. */
const shots = process.env.SHOTS
let taken = 0

/** What must hold on every page a journey comes through: accessible, and nothing beyond the screen's side. */
export async function look(page: Page, name = '') {
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth)
  expect(wide, `${page.url()} scrolls sideways by ${wide} px`).toBeLessThanOrEqual(0)
  await axe(page)
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  const address = new URL(page.url()).pathname.replaceAll('/', '_')
  const file = `${String((taken += 1)).padStart(3, '0')}${address}${name}-${page.viewportSize()!.width}.png`
  await page.screenshot({ path: join(shots, file), fullPage: true })
}

export type Person = { page: Page; cookie?: string; email?: string }

/** Someone with a browser of their own, signed in by the cookie where one is given. */
export async function someone(
  browser: Browser,
  site: TestApp,
  device: BrowserContextOptions,
  cookie?: string,
): Promise<Page> {
  const { page } = await openPage(browser, { ...device, baseURL: site.url })
  if (cookie) {
    const [name, value] = cookie.split('=') as [string, string]
    await page.context().addCookies([{ name, value, url: site.url }])
  }
  return page
}

/** Presses what a person reads, a button or a link, and waits for the page that follows. */
export async function press(page: Page, label: string | RegExp) {
  const button = page.getByRole('button', { name: label }).or(page.getByRole('link', { name: label }))
  const seen = button.locator('visible=true').first()
  await Promise.all([page.waitForEvent('framenavigated'), seen.click()])
  await page.waitForLoadState('load')
}

/** The newest code that was mailed to an address. */
export async function codeFor(site: TestApp, email: string): Promise<string> {
  const [mail] = await site.mails(email)
  return /(?<!\d)\d{6}(?!\d)/.exec(mail!.text)![0]
}

export const petition = {
  title: '당산역 12번 출구에 지붕을 놓아 주세요',
  category: 'city',
  problem: '비가 오면 계단이 미끄럽습니다.\n지난달에만 세 분이 넘어졌습니다.',
  proposal: '계단 위에 지붕을 놓아 주세요.',
  effect: '“안심하고” 다닐 수 있습니다. <b>모두</b>에게 좋습니다 🙂',
  displayName: '홍길동',
}

/** Writes a petition into the form as it stands. */
export async function write(page: Page, text: Partial<typeof petition> = {}) {
  const { category, ...fields } = { ...petition, ...text }
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
  await page.selectOption('[name=category]', category)
  await page.check('[name=dongs][value=all]')
}

/** Says of oneself what is asked before a first endorsement or petition. */
export async function sayWhoIAm(page: Page, about: { notices?: boolean } = {}) {
  await page.check('[name=belonging][value=lives]')
  await page.selectOption('[name=dong]', 'dangsan1')
  for (const name of ['overFourteen', 'identity', 'sensitive']) await page.check(`[name=${name}]`)
  if (about.notices) await page.check('[name=notices]')
}

export const numberIn = (page: Page) => /\d{4}-\d{4,}/.exec(page.url())![0]
