import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desk, narrowPhone, phone, withoutScript } from '../support/browser.ts'
import { ask, connected, liveRoom, of, open, school, street } from './live-room.ts'
import { codeFor, look, press } from './steps.ts'

const room = await liveRoom()
const { site, path, someone, at, newcomer, begin, attend, host, statesOf, firstInQueue } = room
const projector = { ...desk, viewport: { width: 1920, height: 1080 } }

describe('a question in a live room', () => {
  test('is asked, published, upvoted in a second browser, put on the screen and answered; everyone sees it', async () => {
    const asker = await newcomer()
    const guest = await site.as.resident()
    begin()
    const { page: atDesk } = await host()
    const { page: first } = await attend(asker.cookie)
    const { page: second } = await attend(guest.cookie, narrowPhone)
    const { page: screen } = await at(`${path()}/screen`, projector)
    await first.getByText('아직 시작하지 않았습니다.').waitFor()
    await look(first)
    await look(atDesk)
    await look(screen)

    await open(atDesk)
    await ask(first, street)
    await first.locator('aside').getByText('담당자가 읽는 중').waitFor()
    expect(await second.getByText(street).count()).toBe(0)
    await look(first)

    await atDesk.getByRole('button', { name: of('공개', street) }).click()
    await second.getByRole('button', { name: '저도 궁금해요, 지금 0명' }).click()
    await second.getByRole('button', { name: '저도 궁금해요, 지금 1명', pressed: true }).waitFor()
    await first.locator(`[id^=question-]`).getByText('1', { exact: true }).waitFor()
    await first.locator('aside').getByText('올라감').waitFor()
    await look(second)
    await look(atDesk)

    await atDesk.getByRole('button', { name: of('화면에 올리기', street) }).click()
    await screen.getByRole('heading', { name: '지금 답하는 질문' }).waitFor()
    await screen.locator('.big').getByText(street).waitFor()
    await second.getByRole('heading', { name: '지금 답하는 질문' }).waitFor()
    await first.locator('aside').getByText('지금 답하는 중').waitFor()
    await look(screen)
    await look(first)
    await look(atDesk)

    await atDesk.getByRole('button', { name: '답함', exact: true }).click()
    await first.locator('aside').getByText('현장에서 답함').waitFor()
    await second.getByRole('link', { name: '답한 질문 1' }).click()
    await second.locator('[id^=question-]').getByText(street).waitFor()
    await look(second)
    expect(await statesOf(street)).toEqual(['answered'])
  })

  test('that is held back is read by its asker alone, with the reason; one with a phone number only covered', async () => {
    const asker = await newcomer()
    const other = await newcomer()
    begin()
    const { page: atDesk } = await host()
    const { page: first } = await attend(asker.cookie)
    const { page: second } = await attend(other.cookie)
    await open(atDesk)
    await ask(first, street)
    await ask(second, '가로등이 꺼졌어요. 010-1234-5678로 알려 주세요.')
    await atDesk.getByText('개인정보가 있어 가렸습니다').waitFor()
    await atDesk.getByRole('button', { name: of('내리기', street) }).click()
    await atDesk.getByLabel('까닭').selectOption('repeated')
    await atDesk.getByLabel('물은 분에게 덧붙일 말').fill('위에 있는 질문을 보아 주세요.')
    await look(atDesk)
    await atDesk.getByRole('button', { name: '내리기', exact: true }).click()
    await first.getByText('같은 질문이 이미 있습니다. 위에 있는 질문을 보아 주세요.').waitFor()
    await atDesk.getByRole('button', { name: /^가린 채 공개/ }).click()
    await first.getByText('가로등이 꺼졌어요. ○○○로 알려 주세요.').waitFor()
    expect(await first.content()).not.toContain('1234-5678')
    expect(await second.getByText(street).count()).toBe(0)
    await look(first)
  })

  test('a poll is opened, voted in, and closed', async () => {
    const voter = await newcomer()
    begin()
    const { page: atDesk } = await host()
    const { page } = await attend(voter.cookie)
    const { page: screen } = await at(`${path()}/screen`, projector)
    await open(atDesk)
    await atDesk.getByRole('button', { name: '투표 만들기' }).click()
    await atDesk.getByLabel('물음').fill('무엇부터 바꿀까요?')
    await atDesk.getByLabel('고를 것').fill('다리 아래 조명\n비상 전화와 카메라')
    await atDesk.getByRole('button', { name: '만들기', exact: true }).click()
    await atDesk.getByRole('button', { name: '투표 열기' }).click()
    await page.getByText('지금 투표합니다').waitFor()
    await page.getByRole('button', { name: '다리 아래 조명' }).click()
    await page.getByText('1명 투표').waitFor()
    await page.getByRole('button', { name: /다리 아래 조명.*100%/, pressed: true }).waitFor()
    await look(page)
    await atDesk.getByRole('button', { name: '투표', exact: true }).click()
    await screen.getByText('무엇부터 바꿀까요?').waitFor()
    await look(screen)
    await atDesk.getByRole('button', { name: '투표 끝내기' }).click()
    await page.getByText('끝난 투표').waitFor()
    await look(page)
  })
})

describe('the host by keyboard alone', () => {
  /** Goes on with the tab key until something of this name has the focus. */
  async function tabTo(page: Page, name: RegExp) {
    for (let step = 0; step < 150; step += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement
        return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      })
      if (name.test(focused.replace(/\s+/g, ' ').trim())) return
    }
    throw new Error(`Nothing named ${name} can be reached by keyboard.`)
  }
  async function act(page: Page, name: RegExp) {
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  }

  test('opens the room, publishes, orders the queue, puts on stage, and marks as answered', async () => {
    const [one, two] = [await newcomer(), await newcomer()]
    begin()
    const { page } = await host()
    await connected(page)
    await act(page, /^시작하기$/)
    await page.getByRole('dialog').waitFor()
    await act(page, /^시작하기$/)
    const { page: first } = await attend(one.cookie)
    const { page: second } = await attend(two.cookie)
    await connected(first)
    await ask(first, street)
    await page.getByRole('button', { name: of('공개', street) }).waitFor()
    await ask(second, school)
    await page.getByRole('button', { name: of('공개', school) }).waitFor()
    await act(page, of('공개', street))
    await act(page, of('공개', school))
    await act(page, of('차례에 넣기', street))
    await page.getByRole('button', { name: /^순서 바꾸기 ?: 가로등/ }).waitFor()
    await act(page, of('차례에 넣기', school))
    await page.getByRole('button', { name: /^순서 바꾸기 ?: 학교.*2개 가운데 2번째/ }).waitFor()
    await tabTo(page, /^순서 바꾸기 ?: 학교/)
    await page.keyboard.press('ArrowUp')
    await page.getByRole('button', { name: /^순서 바꾸기 ?: 학교.*2개 가운데 1번째/ }).waitFor()
    await page.getByText('2개 가운데 1번째로 옮겼습니다.').waitFor()
    await expect.poll(firstInQueue).toBe(school)
    await act(page, of('화면에 올리기', school))
    await second.locator('aside').getByText('지금 답하는 중').waitFor()
    await act(page, /^답함$/)
    await second.locator('aside').getByText('현장에서 답함').waitFor()
    expect(await statesOf(school)).toEqual(['answered'])
    await look(page)
  })
})

describe('a visitor', () => {
  test('reads the room without a script: nothing to press, nothing kept, nothing found by search engines', async () => {
    const asker = await newcomer()
    begin()
    const { page: atDesk } = await host()
    await open(atDesk)
    const { page: first } = await attend(asker.cookie)
    await connected(first)
    await ask(first, street)
    await atDesk.getByRole('button', { name: of('공개', street) }).click()
    await atDesk.getByRole('button', { name: of('화면에 올리기', street) }).click()
    await first.locator('aside').getByText('지금 답하는 중').waitFor()

    const { page } = await someone({ ...narrowPhone, ...withoutScript })
    const answer = await page.goto(`${path()}/live`)
    expect(answer!.headers()['cache-control']).toBe('no-store')
    await page.getByText(street).waitFor()
    await page.locator('noscript .note').waitFor()
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    expect(await page.locator('form >> visible=true').count()).toBe(0)
    await look(page)
    const { page: english } = await someone({ ...narrowPhone, ...withoutScript })
    await english.goto(`/en${path().replace('town-halls', 't')}`)
    await english.getByText('Being answered now').waitFor()
    expect(new URL(english.url()).pathname).toBe(`/en${path()}/live`)
  })

  test('finds what was typed after signing in', async () => {
    begin()
    const { page: atDesk } = await host()
    await open(atDesk)
    const { page } = await attend(undefined, phone)
    await connected(page)
    await page.getByRole('textbox', { name: '질문 쓰기' }).fill(street)
    await look(page)
    await press(page, '로그인하고 보내기')
    const email = 'typed-before@residents.example'
    await page.getByLabel('메일 주소').fill(email)
    await press(page, /인증번호/)
    await page.locator('[name=code]').fill(await codeFor(site, email))
    await Promise.all([page.waitForURL(/live$/), page.keyboard.press('Enter')])
    await page.getByRole('button', { name: '보내기' }).waitFor()
    expect(await page.getByRole('textbox', { name: '질문 쓰기' }).inputValue()).toBe(street)
    await connected(page)
    await page.getByRole('button', { name: '보내기' }).click()
    await page.locator('aside').getByText('담당자가 읽는 중').waitFor()
    expect(await statesOf(street)).toEqual(['received'])
  })
})
