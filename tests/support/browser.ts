import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { flags, provideChromium } from './chromium.ts'
import { afterEveryTest, atEndOfFile } from './lifetime.ts'

const korean = { locale: 'ko-KR', timezoneId: 'Asia/Seoul' }
export const phone: BrowserContextOptions = {
  ...korean,
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
}
export const narrowPhone: BrowserContextOptions = { ...phone, viewport: { width: 360, height: 740 } }
export const desk: BrowserContextOptions = { ...korean, viewport: { width: 1280, height: 900 } }
/** To be spread behind a device: `{ ...phone, ...withoutScript }`. */
export const withoutScript: BrowserContextOptions = { javaScriptEnabled: false }

/** One Chromium for a test file, closed at its end. */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = inject('chromium') ?? (await provideChromium())
  const browser = await chromium.launch({
    executablePath: path,
    args: flags,
    env: { ...process.env, ...env },
  })
  atEndOfFile(() => browser.close())
  return browser
}

export type WatchedPage = {
  page: Page
  /** What went wrong on this page since the last look, in words; looking empties it. */
  troubles(): string[]
}

/**
 * A page in a context (cookies, storage) of its own. Every test after which it has troubles fails: errors on the
 * console, what Content-Security-Policy blocked, errors nobody caught, answers of 500 and above, missing files.
 * A refusal (4xx) of a page or a call is no trouble: journeys make them on purpose.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = phone,
): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  let found: string[] = []
  const note = (trouble: string) => void found.push(`${new URL(page.url()).pathname}: ${trouble}`)
  page.on('pageerror', (error) => note(`error nobody caught: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    // Answers are judged below, where their kind is known.
    if (text.startsWith('Failed to load resource')) return
    if (message.type() === 'error' || /hydrat/i.test(text)) note(`console: ${text}`)
  })
  page.on('response', (response) => {
    const asked = response.request().resourceType()
    const mayRefuse = asked === 'document' || asked === 'fetch' || asked === 'xhr'
    if (response.status() >= 500 || (response.status() >= 400 && !mayRefuse))
      note(`${response.status()} for ${asked} ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown reason'
    // Left by going to another page; or a script that is announced where scripts are off.
    const unwanted = options.javaScriptEnabled === false && reason === 'csp'
    // A letter drawn for the first time without network is shown in the phone's own font.
    const letters = request.resourceType() === 'font' && /ERR_(?:FAILED|INTERNET_DISCONNECTED)/.test(reason)
    if (reason !== 'net::ERR_ABORTED' && !unwanted && !letters) note(`${request.url()} failed: ${reason}`)
  })
  const troubles = () => {
    const all = found
    found = []
    return all
  }
  afterEveryTest(() => {
    const all = troubles()
    if (all.length > 0) throw new Error(`The page had troubles:\n  ${all.join('\n  ')}`)
  })
  return { page, troubles }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails with what an automatic check of accessibility finds on the page as it is now. */
export async function axe(page: Page) {
  const scripted = await page.evaluate(() => matchMedia('(scripting: enabled)').matches)
  const looked = scripted ? page : await copyOf(page)
  // A colour on its way to another is neither.
  await looked.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map((one) => one.finished),
    ).then(() => null),
  )
  const { violations } = await new AxeBuilder({ page: looked }).withTags(rules).analyze()
  if (!scripted) await looked.context().close()
  if (violations.length === 0) return
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.slice(0, 5).map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}`),
  ])
  throw new Error(`${new URL(page.url()).pathname} is not accessible:\n  ${lines.join('\n  ')}`)
}

/** The check is itself a script: what a page without scripts shows is put, scripts left out, into one that has them. */
async function copyOf(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, '')
  const context = await page
    .context()
    .browser()!
    .newContext({ ...korean, viewport: page.viewportSize() })
  const copy = await context.newPage()
  await copy.route(page.url(), (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  )
  await copy.goto(page.url())
  return copy
}
