import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { officers as officerRows } from '../../server/accounts/accounts.tables.ts'
import { startApp } from '../support/app.ts'
import { axe, desk, openBrowser, phone } from '../support/browser.ts'
import { inParallel } from '../support/parallel.ts'
import { root } from '../support/sources.ts'
import { codeFor, look, numberIn, petition, press, sayWhoIAm, someone, write } from './steps.ts'

const media = (file: string) => join(root, 'server/demo/media', file)

/** Tuesday morning in Seoul. */
const site = await startApp({ now: new Date('2026-11-24T01:00:00Z') })
const browser = await openBrowser()
const author = { email: 'haneul@residents.example' }
const newcomer = { email: 'bada@residents.example' }
const department = await site.as.officer('department')
const team = await site.as.officer('communication')
const lead = await site.as.officer('communication')
const mayor = await site.as.officer('mayor')
let number = ''

/** One petition's whole way, to the mayor's answer: each test goes on where the last one ended. */
describe('a petition reaches its threshold', () => {
  test('a resident writes it on a phone, says who they are by a code from the mail, and holds a receipt', async () => {
    const page = await someone(browser, site, phone)
    await page.goto('/petitions/new')
    await look(page)
    await press(page, '여기에 쓰기')
    await look(page)
    await write(page)
    await look(page, '-typed')
    await press(page, '다음: 보고 내기')
    await look(page)
    expect(await page.locator('main').textContent()).toContain(petition.effect)
    await page.fill('[name=email]', author.email)
    await press(page, '인증번호 받기')
    await look(page, '-code')
    await page.fill('[name=code]', '000000')
    await press(page, '확인하고 이어 가기')
    await look(page, '-wrong-code')
    expect(await page.locator('[role=alert], .error-summary, [id^=code]').first().isVisible()).toBe(true)
    await page.fill('[name=code]', await codeFor(site, author.email))
    await press(page, '확인하고 이어 가기')
    await look(page, '-signed-in')
    await sayWhoIAm(page)
    await press(page, '이대로 내기')
    await look(page)
    number = numberIn(page)
    const text = await page.locator('main').textContent()
    expect(text).toContain('청원을 받았습니다')
    // Seven working days after Tuesday.
    expect(text).toContain('12월 3일(목)')
    expect(text).toContain('홍*동')
    const [mail] = await site.mails(author.email)
    expect(mail!.text).toContain(number)
    // Nobody else sees it yet.
    expect((await site.page(`/petitions/${number}`)).status).toBe(404)
  })

  test('an officer at a desk finds it in the queue and publishes it', async () => {
    site.setNow(new Date('2026-11-24T05:00:00Z'))
    const page = await someone(browser, site, desk, team.cookie)
    await page.goto('/desk/petitions')
    await look(page)
    await press(page, new RegExp(petition.title))
    await look(page)
    await press(page, /^공개하기/)
    await look(page, '-publish')
    const [officer] = await site.deps.db
      .select()
      .from(officerRows)
      .where(eq(officerRows.id, department.officerId))
    await page.selectOption('[name=department]', String(officer!.departmentId))
    await press(page, /^공개하기/)
    await look(page, '-published')
    expect(await page.locator('main').textContent()).toContain('공개했습니다')
    const [mail] = await site.mails(author.email)
    expect(mail!.text).toContain(number)
  })

  test('a newcomer endorses it on a phone, on one page, and asks to hear of the answer', async () => {
    const page = await someone(browser, site, phone)
    await page.goto('/petitions')
    await look(page)
    await press(page, new RegExp(petition.title))
    await look(page)
    await press(page, /^공감하기/)
    await look(page)
    await page.fill('[name=email]', newcomer.email)
    await press(page, '인증번호 받기')
    await look(page, '-code')
    await page.fill('[name=code]', await codeFor(site, newcomer.email))
    await sayWhoIAm(page, { notices: true })
    await press(page, /^공감하기/)
    await look(page)
    expect(new URL(page.url()).pathname).toBe(`/petitions/${number}/endorsed`)
    await page.check('[name=onAnswer]')
    await press(page, /저장/)
    await look(page, '-subscribed')
    expect(await page.isChecked('[name=onAnswer]')).toBe(true)
  })

  test('the thousandth makes the mayor owe an answer, and everyone is told by when', async () => {
    site.setNow(new Date('2026-11-25T03:00:00Z'))
    const crowd = Array.from({ length: 998 })
    const statuses = new Set<number>()
    await inParallel(crowd, 20, async () => {
      const { cookie } = await site.as.resident()
      const reply = await site.api('POST', `/api/petitions/${number}/endorsements`, {}, { cookie })
      statuses.add(reply.status)
    })
    expect([...statuses]).toEqual([201])

    const last = await site.as.resident()
    const page = await someone(browser, site, phone, last.cookie)
    await page.goto(`/petitions/${number}`)
    await press(page, /^공감하기/)
    await look(page, '-thousandth')
    expect(await page.locator('main').textContent()).toMatch(/1,000/)
    await site.settle()
    await page.goto(`/petitions/${number}`)
    await look(page, '-established')
    expect(await page.locator('main').textContent()).toContain('12월 15일(화)')
    for (const email of [author.email, team.email, mayor.email]) {
      const mails = (await site.mails(email)).filter(({ text }) => text.includes('12월 15일(화)'))
      expect(mails, email).toHaveLength(1)
    }
  })

  test('the department drafts the answer with a video and captions, another officer approves it', async () => {
    const page = await someone(browser, site, desk, department.cookie)
    await page.goto('/desk/petitions')
    await look(page, '-department')
    await press(page, new RegExp(petition.title))
    await press(page, '답변 쓰기와 승인')
    await look(page)
    await page.fill('[name=title]', '지붕을 12월까지 놓겠습니다')
    await press(page, '저장하고 승인 요청')
    // A mayor's answer without text, video and captions waits for them; what was typed stays.
    await look(page, '-incomplete')
    expect(await page.inputValue('[name=title]')).toBe('지붕을 12월까지 놓겠습니다')
    await page.fill('[name=body]', '현장을 살폈습니다.\n\n계단 위에 지붕을 놓겠습니다.')
    await page.setInputFiles('#video', media('answer.webm'))
    await page.setInputFiles('#captions', media('answer.vtt'))
    await page.setInputFiles('#poster', media('answer.jpg'))
    await press(page, '저장하고 승인 요청')
    await look(page, '-submitted')

    const other = await someone(browser, site, desk, lead.cookie)
    await other.goto(`/desk/petitions/${number}/answers`)
    await look(other, '-to-approve')
    await press(other, '승인하기')
    await look(other, '-approved')
  })

  test("the mayor's office publishes it, and readers, author and followers have it", async () => {
    const page = await someone(browser, site, desk, mayor.cookie)
    await page.goto(`/desk/petitions/${number}/answers`)
    await press(page, '공개하기')
    await look(page, '-answer-published')
    await site.settle()

    const reader = await someone(browser, site, phone)
    await reader.goto(`/petitions/${number}`)
    await look(reader, '-answered')
    expect(await reader.locator('main').textContent()).toContain('지붕을 12월까지 놓겠습니다')
    const video = reader.locator('video')
    expect(await video.getAttribute('poster')).toMatch(/^\/files\//)
    expect(await video.locator('track[kind=captions]').count()).toBe(1)
    const seconds = await video.evaluate(async (element: HTMLVideoElement) => {
      element.load()
      await new Promise((ready, failed) => {
        element.addEventListener('loadedmetadata', ready, { once: true })
        element.addEventListener('error', failed, { once: true })
      })
      return element.duration
    })
    expect(seconds).toBeGreaterThan(0)
    for (const email of [author.email, newcomer.email]) {
      const mails = (await site.mails(email)).filter(({ text }) =>
        text.includes('지붕을 12월까지 놓겠습니다'),
      )
      expect(mails, email).toHaveLength(1)
    }
    await reader.goto('/petitions?stage=answered')
    await look(reader, '-answered')
    expect(await reader.locator('main').textContent()).toContain(petition.title)
    await reader.goto('/')
    await look(reader)
  })
})

describe('what was said can be read by everyone', () => {
  test.each([
    ['en', 'Endorse'],
    ['zh', '请愿'],
  ])('the list and the petition in %s, on a phone and at a desk', async (lang) => {
    for (const device of [phone, desk]) {
      const page = await someone(browser, site, device)
      for (const path of [
        `/${lang}/petitions?stage=all`,
        `/${lang}/petitions/${number}`,
        `/${lang}/petitions/new`,
      ]) {
        await page.goto(path)
        expect(await page.getAttribute('html', 'lang')).toMatch(new RegExp(`^${lang}`))
        await look(page, `-${lang}`)
      }
    }
  })

  test('the petition in the dark, and in high contrast', async () => {
    const page = await someone(browser, site, phone)
    await page.goto(`/petitions/${number}`)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await ground()).not.toBe(light)
    await look(page, '-dark')
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
    expect(await ground()).toBe('rgb(0, 0, 0)')
    await axe(page)
    await look(page, '-contrast')
  })

  test('everything at a desk too: home, list, petition, start', async () => {
    const page = await someone(browser, site, desk)
    for (const path of [
      '/',
      '/petitions',
      `/petitions/${number}`,
      '/petitions/new',
      '/petitions/new/write',
    ]) {
      await page.goto(path)
      await look(page)
    }
  })
})
