import { describe, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { desk, narrowPhone, openBrowser, withoutScript } from '../support/browser.ts'
import { codeFor, look, numberIn, petition, press, sayWhoIAm, someone, write } from './steps.ts'

const site = await startApp({ now: new Date('2026-11-24T01:00:00Z') })
const browser = await openBrowser()
const plainPhone = { ...narrowPhone, ...withoutScript }
const plainDesk = { ...desk, ...withoutScript }
const author = { email: 'haneul@residents.example' }
const team = await site.as.officer('communication')
const lead = await site.as.officer('communication')
const neighbours = [await site.as.resident(), await site.as.resident()]
let number = ''

/** One petition's whole way without any script, to the department's answer: each test goes on where the last one ended. */
describe('a petition stays below its threshold, and nobody has a script', () => {
  test('a visitor files it on a narrow phone; what is wrong is said at its field and nothing typed is lost', async () => {
    const page = await someone(browser, site, plainPhone)
    await page.goto('/petitions/new')
    await look(page)
    await press(page, '여기에 쓰기')
    await look(page)
    await page.fill('[name=problem]', petition.problem)
    await press(page, '다음: 보고 내기')
    await look(page, '-incomplete')
    expect(await page.inputValue('[name=problem]')).toBe(petition.problem)
    for (const field of ['title', 'category', 'proposal', 'displayName'])
      expect(await page.getAttribute(`[name=${field}]`, 'aria-invalid'), field).toBe('true')
    await write(page)
    await press(page, '다음: 보고 내기')
    await look(page)
    await page.fill('[name=email]', 'not an address')
    await press(page, '인증번호 받기')
    await look(page, '-wrong-address')
    expect(await page.inputValue('[name=email]')).toBe('not an address')
    await page.fill('[name=email]', author.email)
    await press(page, '인증번호 받기')
    await page.fill('[name=code]', await codeFor(site, author.email))
    await press(page, '확인하고 이어 가기')
    await press(page, '이대로 내기')
    await look(page, '-about-missing')
    expect(await page.locator('main').textContent()).toContain(petition.title)
    await sayWhoIAm(page)
    // The same page stands open a second time.
    const again = await page.context().newPage()
    await again.goto(page.url())
    await sayWhoIAm(again)
    await press(page, '이대로 내기')
    await look(page)
    number = numberIn(page)
    expect(await page.locator('main').textContent()).toContain('청원을 받았습니다')
    // Sent once more, it leads to the same receipt.
    await press(again, '이대로 내기')
    expect(numberIn(again)).toBe(number)
    const [row] = await site.deps.sql`select count(*)::int as count from petitions where number is not null`
    expect(row!.count).toBe(1)
  })

  test('an officer publishes it', async () => {
    site.setNow(new Date('2026-11-24T05:00:00Z'))
    const page = await someone(browser, site, plainDesk, team.cookie)
    await page.goto(`/desk/petitions/${number}`)
    await press(page, /^공개하기/)
    await page.selectOption('[name=department]', { index: 1 })
    await press(page, /^공개하기/)
    await look(page, '-published')
    expect((await site.page(`/petitions/${number}`)).status).toBe(200)
  })

  test('residents endorse, and one takes it back and endorses again', async () => {
    site.setNow(new Date('2026-11-25T03:00:00Z'))
    const pages = await Promise.all(
      neighbours.map(({ cookie }) => someone(browser, site, plainPhone, cookie)),
    )
    for (const page of pages) {
      await page.goto(`/petitions/${number}`)
      await press(page, /^공감하기/)
      expect(new URL(page.url()).pathname).toBe(`/petitions/${number}/endorsed`)
    }
    const page = pages[1]!
    await look(page)
    expect(await page.locator('main').textContent()).toContain('2번째')
    await press(page, '공감 거두기')
    await look(page, '-ask')
    await press(page, /거두기|거둡니다/)
    await look(page, '-withdrawn')
    expect(await page.locator('main').textContent()).toContain('공감을 거두었습니다')
    await press(page, '다시 공감하기')
    await look(page, '-again')
    const { body } = await site.api('GET', `/api/petitions/${number}`)
    expect(body.total).toBe(2)
    await page.goto('/me')
    await look(page)
    expect(await page.locator('main').textContent()).toContain(petition.title)
  })

  test('the window closes at midnight: who comes a second later reads why, and the department owes an answer', async () => {
    const late = await site.as.resident()
    const page = await someone(browser, site, plainPhone, late.cookie)
    // Open on the phone since before midnight.
    site.setNow(new Date('2026-12-24T14:59:00Z'))
    await page.goto(`/petitions/${number}`)
    site.setNow(new Date('2026-12-24T15:00:30Z'))
    await press(page, /^공감하기/)
    await look(page, '-late')
    expect(await page.locator('main').textContent()).toContain('마감')
    await press(page, '이 청원 보기')
    expect(new URL(page.url()).pathname).toBe(`/petitions/${number}`)
    site.setNow(new Date('2026-12-24T15:02:00Z'))
    await site.settle()
    await page.goto(`/petitions/${number}`)
    await look(page, '-closed')
    const text = await page.locator('main').textContent()
    expect(text).toContain('1월 4일(월)')
    expect(await page.getByRole('button', { name: '공감하기' }).count()).toBe(0)
    const mails = await site.mails(author.email)
    expect(mails.filter(({ subject }) => subject.startsWith('공감이 마감되었습니다'))).toHaveLength(1)
  })

  test('the department answers, another officer approves, and the page shows it', async () => {
    site.setNow(new Date('2026-12-28T03:00:00Z'))
    const page = await someone(browser, site, plainDesk, team.cookie)
    await page.goto(`/desk/petitions/${number}/answers`)
    await look(page)
    await page.fill('[name=title]', '지붕을 놓기 어려운 까닭을 말씀드립니다')
    await page.fill('[name=body]', '소방 통로라 지붕을 놓을 수 없습니다.\n대신 미끄럼 방지판을 붙이겠습니다.')
    await press(page, '저장하고 승인 요청')
    await look(page, '-submitted')
    const other = await someone(browser, site, plainDesk, lead.cookie)
    await other.goto(`/desk/petitions/${number}/answers`)
    await press(other, '승인하기')
    await press(other, '공개하기')
    await look(other, '-answer-published')
    await site.settle()

    const reader = await someone(browser, site, plainPhone)
    await reader.goto(`/petitions/${number}`)
    await look(reader, '-answered')
    const text = await reader.locator('main').textContent()
    expect(text).toContain('지붕을 놓기 어려운 까닭을 말씀드립니다')
    expect(text).toContain('2명')
    const mails = await site.mails(author.email)
    expect(mails.filter(({ text: body }) => body.includes('지붕을 놓기 어려운'))).toHaveLength(1)
    await reader.goto('/petitions?stage=answered')
    await look(reader, '-answered-list')
    expect(await reader.locator('main').textContent()).toContain(petition.title)
  })
})
