import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { desk, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'
import { atEndOfFile } from '../support/lifetime.ts'
import { anOpenPetition } from '../server/petitions/fixtures.ts'
import { codeFor, look, petition, press, someone, write } from './steps.ts'

const site = await startApp({ now: new Date('2026-11-25T01:00:00Z') })
const { sql } = site.deps
const browser = await openBrowser()
const team = await site.as.officer('communication')
/** From the counters themselves: what the API says may be a second old. */
const totalOf = async (number: string) => {
  const [row] = await sql`
    select c.total from petition_counts c join petitions p on p.id = c.petition_id where p.number = ${number}`
  return row!.total as number
}

describe('what an officer decides is what everyone sees', () => {
  test('hidden: the page keeps only the reason, and shown again it is whole', async () => {
    const { number } = await anOpenPetition(sql)
    const reader = await someone(browser, site, narrowPhone)
    await reader.goto(`/petitions/${number}`)
    const page = await someone(browser, site, desk, team.cookie)
    await page.goto(`/desk/petitions/${number}?act=hide`)
    await look(page, '-hide')
    await press(page, '보이지 않게 하기')
    await look(page, '-reason-missing')
    await page.fill('[name=reason]', '개인정보를 확인하고 있습니다')
    await press(page, '보이지 않게 하기')
    await look(page, '-hidden')

    await reader.reload()
    await look(reader, '-hidden')
    const text = await reader.locator('main').textContent()
    expect(text).toContain('개인정보를 확인하고 있습니다')
    expect(text).not.toContain('밤길에 조명을')

    await page.goto(`/desk/petitions/${number}?act=show`)
    await press(page, '다시 보이게 하기')
    await reader.reload()
    expect(await reader.locator('main').textContent()).toContain('밤길에 조명을')
  })

  test('rejected: with a ground that anyone can read, and the author learns what else they can do', async () => {
    const author = await site.as.resident()
    const filing = { ...petition, dongs: [] }
    const filed = await site.api('POST', '/api/petitions', filing, { cookie: author.cookie })
    expect(filed.status).toBe(201)
    const { number } = filed.body
    const page = await someone(browser, site, desk, team.cookie)
    await page.goto(`/desk/petitions/${number}?act=reject`)
    await look(page, '-reject')
    await press(page, /^반려$/)
    await look(page, '-ground-missing')
    await page.selectOption('[name=ground]', { index: 1 })
    await page.fill('[name=note]', '청원24에서 내실 수 있습니다')
    await press(page, /^반려$/)
    await look(page, '-rejected')
    const reader = await someone(browser, site, phone)
    await reader.goto(`/petitions/${number}`)
    await look(reader, '-rejected')
    expect(await reader.locator('main').textContent()).toContain('청원24에서 내실 수 있습니다')
    const [mail] = await site.mails(author.email)
    expect(mail!.text).toContain('청원24에서 내실 수 있습니다')
  })
})

describe('where a form comes from', () => {
  test("another site's form cannot endorse in one's name; one's own can, without any script", async () => {
    const { number } = await anOpenPetition(sql)
    const other = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><html lang="ko"><title>남의 집</title><link rel="icon" href="data:,">
        <form method="post" action="${site.url}/petitions/${number}/endorsements"><button>공짜 선물</button></form>`)
    })
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    atEndOfFile(() => other.close())
    const { cookie } = await site.as.resident()
    const page = await someone(browser, site, { ...phone, ...withoutScript }, cookie)
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)
    await press(page, '공짜 선물')
    expect(await page.locator('main').textContent()).toContain('다른 누리집에서 보낸 요청')
    expect(await totalOf(number)).toBe(0)
    await page.goto(`/petitions/${number}`)
    await press(page, /^공감하기/)
    expect(new URL(page.url()).pathname).toBe(`/petitions/${number}/endorsed`)
    expect(await totalOf(number)).toBe(1)
  })
})

describe('what people do by accident', () => {
  test('two quick taps on the button are one endorsement', async () => {
    const { number } = await anOpenPetition(sql)
    const { cookie } = await site.as.resident()
    const page = await someone(browser, site, phone, cookie)
    await page.goto(`/petitions/${number}`)
    await page
      .getByRole('button', { name: '공감하기' })
      .locator('visible=true')
      .first()
      .dblclick({ noWaitAfter: true })
    await page.waitForURL(`**/petitions/${number}/endorsed`)
    expect(await totalOf(number)).toBe(1)
    // Back, and once more.
    await page.goBack()
    await press(page, /^공감하기/)
    await look(page, '-once')
    expect(await page.locator('main').textContent()).toContain('1번째')
    expect(await totalOf(number)).toBe(1)
  })

  test('two officers decide at once: the second reads that it was decided, and nothing is decided twice', async () => {
    const author = await site.as.resident()
    const filing = { ...petition, title: '두 창에서 함께 여는 청원', dongs: [] }
    const { body } = await site.api('POST', '/api/petitions', filing, { cookie: author.cookie })
    const other = await site.as.officer('communication')
    const pages = await Promise.all(
      [team.cookie, other.cookie].map((cookie) => someone(browser, site, desk, cookie)),
    )
    for (const page of pages) await page.goto(`/desk/petitions/${body.number}?act=publish`)
    for (const page of pages) await page.selectOption('[name=department]', { index: 1 })
    await press(pages[0]!, /^공개하기/)
    await press(pages[1]!, /^공개하기/)
    await look(pages[1]!, '-second')
    const moves = await sql`
      select m.move from petition_moves m join petitions p on p.id = m.petition_id
      where p.number = ${body.number} and m.move = 'publish'`
    expect(moves).toHaveLength(1)
    expect(await pages[1]!.locator('main').textContent()).toMatch(/먼저|지금 단계에서는/)
  })

  test('one draft in two tabs: the older text does not overwrite the newer one in silence', async () => {
    const { cookie } = await site.as.resident()
    const [first, second] = await Promise.all([
      someone(browser, site, { ...desk, ...withoutScript }, cookie),
      someone(browser, site, { ...desk, ...withoutScript }, cookie),
    ])
    await first.goto('/petitions/new/write')
    await write(first, { title: '첫 창에서 쓴 제목' })
    await press(first, '저장하고 나가기')
    await press(first, /이어 쓰기|첫 창에서/)
    await second.goto(first.url())
    await second.fill('[name=title]', '둘째 창에서 고친 제목')
    await press(second, '저장하고 나가기')
    await first.fill('[name=title]', '첫 창에서 다시 고친 제목')
    await press(first, '저장하고 나가기')
    await look(first, '-conflict')
    expect(await first.inputValue('[name=title]')).toBe('첫 창에서 다시 고친 제목')
    expect(await first.locator('main').textContent()).toContain('둘째 창에서 고친 제목')
  })

  test('an address that leads nowhere says where to go on, in the language of its address', async () => {
    const page = await someone(browser, site, narrowPhone)
    for (const path of ['/petitions/2026-9999', '/nothing/here', '/en/petitions/%zz', '/zh/me-too']) {
      await page.goto(path)
      await look(page, '-nowhere')
      expect(
        await page
          .getByRole('link', { name: /청원|Petitions|请愿/ })
          .first()
          .isVisible(),
        path,
      ).toBe(true)
    }
  })
})

describe("the residents' door", () => {
  test('a code from the mail signs in, and signing out everywhere ends it on every device', async () => {
    const email = 'nari@residents.example'
    const signedIn = async () => {
      const page = await someone(browser, site, narrowPhone)
      await page.goto('/sign-in')
      await look(page)
      await page.fill('[name=email]', email)
      await press(page, /인증번호/)
      await look(page, '-code')
      await page.fill('[name=code]', await codeFor(site, email))
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
      return page
    }
    const first = await signedIn()
    await first.goto('/me')
    await look(first)
    await first.goto('/me/sessions')
    await look(first)
    expect((await first.context().cookies()).filter(({ name }) => name.endsWith('sid'))).toHaveLength(1)
  })
})

describe('when the server is gone', () => {
  test('what was typed stays in the page, and the button can be pressed again', async () => {
    const gone = await startApp()
    const { number } = await anOpenPetition(gone.deps.sql)
    const { page, troubles } = await openPage(browser, { ...phone, baseURL: gone.url })
    await page.goto('/petitions/new/write')
    await page.fill('[name=title]', '서버가 멈추어도 남는 제목')
    await page.fill('[name=problem]', '쓰던 글')
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent?.includes('저장'))
    await gone.close()
    await page.fill('[name=problem]', '쓰던 글에 더 쓴 글')
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent?.includes('저장'))
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).toContain('서버가 멈추어도 남는 제목')
    expect(number).toBeTruthy()
    troubles()
  })
})
