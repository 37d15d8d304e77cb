import { beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { aFiling, codeFor } from '../server/petitions/filing.fixtures.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { axe, desk, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startApp()
  browser = await openBrowser()
})

async function write(page: Page, text = aFiling) {
  await page.fill('#title', text.title)
  await page.selectOption('#category', text.category)
  await page.fill('#problem', text.problem)
  await page.fill('#proposal', text.proposal)
  for (const dong of text.dongs) await page.check(`input[name=dongs][value=${dong}]`)
  await page.fill('#displayName', text.displayName)
}

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

/** From the look at the petition to its receipt, as someone who was never here. */
async function proveAndSend(page: Page, email: string) {
  await page.fill('#email', email)
  await press(page, '인증번호 받기')
  await page.fill('#code', await codeFor(app, email))
  await press(page, '확인하고 이어 가기')
  await page.check('input[value=lives]')
  await page.selectOption('#dong', 'daerim3')
  for (const box of ['overFourteen', 'identity', 'sensitive']) await page.check(`#${box}`)
  await axe(page)
  await press(page, '이대로 내기')
}

describe('someone who was never here files a petition', () => {
  test.each([
    ['a phone', phone],
    ['a narrow phone without scripts', { ...narrowPhone, ...withoutScript }],
    ['a desk', desk],
  ])('on %s', async (name, device) => {
    const { page } = await openPage(browser, device)
    await page.goto(`${app.url}/petitions/new`)
    await axe(page)
    await page.getByRole('link', { name: '여기에 쓰기' }).click()
    await press(page, '다음: 보고 내기')
    expect(await page.textContent('.errs')).toContain('여섯 곳을 고쳐 주세요')
    await write(page)
    await axe(page)
    await press(page, '다음: 보고 내기')
    expect(await page.textContent('article')).toContain('홍*동 님의 청원')
    await axe(page)
    await proveAndSend(page, `${name.replaceAll(' ', '-')}@example.kr`)
    expect(await page.textContent('h1')).toMatch(/20\d\d-\d{4}/)
    await axe(page)
    await page.getByRole('link', { name: '내 청원 보기' }).click()
    expect(await page.textContent('main')).toContain(aFiling.proposal)
    await axe(page)
    await page.getByRole('link', { name: '청원 취하하기' }).click()
    await axe(page)
    await press(page, '취하하기')
    expect(await page.textContent('main')).toContain('취하하셨습니다.')
  })
})

describe('what is typed', () => {
  const saved = (page: Page) => page.waitForSelector('.saved')

  test('by a visitor stays on the device, through a sign-in by the link, until it is sent', async () => {
    const { page } = await openPage(browser, desk)
    await page.goto(`${app.url}/petitions/new/write`)
    await write(page)
    expect(await (await saved(page)).textContent()).toContain('이 기기에 저장함')
    const address = page.url()
    await page.goto(`${app.url}/petitions/new`)
    await page.getByRole('link', { name: '이어 쓰기' }).click()
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#title')?.value !== '')
    expect(await page.inputValue('#proposal')).toBe(aFiling.proposal)

    const { cookie } = await app.as.resident()
    const [name, value] = cookie.split('=') as [string, string]
    await page.context().addCookies([{ name, value, url: app.url }])
    await page.goto(address)
    expect(await (await saved(page)).textContent()).toMatch(/\d\d:\d\d 저장함/)
    expect(await page.inputValue('#problem')).toBe(aFiling.problem)
    await press(page, '다음: 보고 내기')
    await press(page, '이대로 내기')
    await page.waitForURL(/receipt/)
    await page.waitForFunction(() => localStorage.length === 0)
  })

  test('in two windows is never lost unseen, and without a network it waits on the device', async () => {
    const { page, troubles } = await openPage(browser, desk)
    const { cookie } = await app.as.resident()
    const [name, value] = cookie.split('=') as [string, string]
    await page.context().addCookies([{ name, value, url: app.url }])
    await page.goto(`${app.url}/petitions/new/write`)
    await page.fill('#title', '처음 쓴 제목')
    await saved(page)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.fill('#title', '둘째 창에서 쓴 제목')
    await saved(other)
    await page.fill('#title', '첫째 창에서 쓴 제목')
    await page.waitForSelector('text=다른 창에서 먼저 고친 글이 있습니다')
    expect(await page.inputValue('#title')).toBe('첫째 창에서 쓴 제목')
    await axe(page)
    await press(page, '다른 창의 글로 바꾸기')
    expect(await page.inputValue('#title')).toBe('둘째 창에서 쓴 제목')

    expect(troubles()).toEqual([])
    await page.context().setOffline(true)
    await page.fill('#title', '지하철에서 쓴 제목')
    await page.waitForSelector('text=인터넷이 끊겼습니다')
    // What did not arrive is what this is about.
    expect(troubles().join()).toContain('INTERNET_DISCONNECTED')
    await page.context().setOffline(false)
    await page.reload()
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#title')?.value === '지하철에서 쓴 제목',
    )
    await saved(page)
  })
})
