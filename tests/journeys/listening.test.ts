import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { axe, desk, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'

const site = await startApp()
const { sql } = site.deps

/** Signs an officer in on a page's browser. */
async function asOfficer(context: BrowserContext, cookie?: string) {
  const given = cookie ?? (await site.as.officer('communication')).cookie
  const [name, value] = given.split('=') as [string, string]
  await context.addCookies([{ name, value, url: site.url }])
}

/** Until the worker keeps the page of the log. */
const kept = (page: Page) =>
  page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/desk/listening/new')
    const shelf = await caches.open('sotong /desk/listening/new')
    return registration?.active && (await shelf.keys()).length > 3
  })

async function begin(page: Page, title: string) {
  await page.goto(`${site.url}/desk/listening/new`)
  await page.getByLabel('행사 이름').fill(title)
  await page.getByLabel('동', { exact: true }).selectOption('singil6')
  await page.getByRole('button', { name: '적기 시작' }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}
async function hear(page: Page, words: string, handling = '들음') {
  await page.getByLabel('무슨 말을 들으셨나요?').fill(words)
  await page.locator('.keys').getByText(handling).click()
  await page.getByRole('button', { name: '저장하고 다음 말 적기' }).click()
  await page.getByText(`“${words}”`).waitFor()
}
const opinionsOf = async (title: string) =>
  (await sql`
    select o.text, o.handling from opinions o join listening_events e on e.id = o.event_id
    where e.title = ${title} order by o.at, o.id`) as unknown as { text: string; handling: string }[]

describe('a listening event on a phone', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))

  test('is logged without network, opened again, and read by everyone once the phone is back', async () => {
    const title = '신길6동 동네 한 바퀴'
    const { page } = await openPage(browser, phone)
    await asOfficer(page.context())
    await begin(page, title)
    await axe(page)
    await kept(page)
    await hear(page, '골목 반사경 덕분에 이제 안심하고 나옵니다.')
    await page.getByText(/\d\d:\d\d 보냄/).waitFor()

    await page.context().setOffline(true)
    await page.locator('.keys').getByText('답해야 함').click()
    await page.getByLabel('담당 부서').selectOption({ label: '도로과' })
    await page.getByText('말씀하신 분과 연락처').click()
    await page.getByLabel('알려 드릴 연락처').fill('010-7777-1234')
    await page.getByLabel('무슨 말을 들으셨나요?').fill('경로당 앞 턱이 높아서 보행기가 자꾸 걸려요.')
    await page.getByRole('button', { name: '저장하고 다음 말 적기' }).click()
    await hear(page, '공원 운동기구 하나가 흔들립니다.', '현장 처리')
    await page.getByText('인터넷이 끊겼습니다.').waitFor()
    await page.getByText('2개를 이 휴대폰에 안전하게 두었습니다.').waitFor()
    expect(await page.getByText('보내기를 기다림').count()).toBe(2)
    await axe(page)
    // Half a sentence, and the page is closed and opened again where there is no network.
    await page.getByLabel('무슨 말을 들으셨나요?').fill('주민센터 계단 난')
    await page.waitForTimeout(600)
    await page.reload()
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByText('보내기를 기다림').nth(1).waitFor()
    expect(await page.getByLabel('무슨 말을 들으셨나요?').inputValue()).toBe('주민센터 계단 난')
    expect(await opinionsOf(title)).toHaveLength(1)

    await page.context().setOffline(false)
    await page.getByText(/보냄 · .*까지 답/).waitFor()
    await page.getByLabel('무슨 말을 들으셨나요?').fill('')
    await page.getByRole('button', { name: '마치기' }).click()
    await page.getByLabel('주민', { exact: true }).fill('24')
    await page.getByRole('button', { name: '마치고 보내기' }).click()
    await page.getByRole('button', { name: '적기 시작' }).waitFor()
    await expect
      .poll(
        async () =>
          (await sql`select 1 from listening_events where title = ${title} and closed_at is not null`).length,
      )
      .toBe(1)
    expect(await opinionsOf(title)).toEqual([
      { text: '골목 반사경 덕분에 이제 안심하고 나옵니다.', handling: 'heard' },
      { text: '경로당 앞 턱이 높아서 보행기가 자꾸 걸려요.', handling: 'to-answer' },
      { text: '공원 운동기구 하나가 흔들립니다.', handling: 'on-the-spot' },
    ])

    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    await atDesk.goto(`${site.url}/desk/listening?tab=all`)
    await axe(atDesk)
    await atDesk.getByRole('link', { name: new RegExp(title) }).click()
    await atDesk.getByText('관리카드').waitFor()
    await axe(atDesk)

    const { page: resident } = await openPage(browser, { ...narrowPhone, ...withoutScript })
    await resident.goto(`${site.url}/listening`)
    await resident.getByRole('heading', { name: title }).getByRole('link').click()
    await resident.getByText('주민 24명').waitFor()
    await resident.getByText('현장에서 처리').waitFor()
    await resident.getByText(/까지 답$/).waitFor()
    expect(await resident.content()).not.toContain('7777')
  })

  test('keeps its outbox while nobody is signed in, and sends it once after signing in again', async () => {
    const title = '대림 거리 소통'
    const officer = await site.as.officer('communication')
    const { page } = await openPage(browser, phone)
    await asOfficer(page.context(), officer.cookie)
    await begin(page, title)
    await kept(page)
    await page.context().clearCookies()
    await hear(page, '시장 화장실 안내가 중국어로도 있으면 좋겠어요.')
    await page.getByText('로그인이 끝났습니다.').waitFor()
    await page.getByRole('link', { name: '다시 로그인하면 저절로 보냅니다.' }).waitFor()
    await axe(page)
    expect(await opinionsOf(title)).toEqual([])
    await asOfficer(page.context(), officer.cookie)
    await page.reload()
    await page.getByText(/\d\d:\d\d 보냄/).waitFor()
    expect(await opinionsOf(title)).toHaveLength(1)
  })

  test('takes a photo along, and what it sends says nothing of the place', async () => {
    const title = '문래 골목 이야기'
    const { page } = await openPage(browser, phone)
    await asOfficer(page.context())
    await begin(page, title)
    await kept(page)
    await page.context().setOffline(true)
    const taken = await sharp({ create: { width: 1800, height: 1200, channels: 3, background: '#88aa44' } })
      .withExif({ IFD0: { Make: 'TestPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 31/1 0/1' } })
      .jpeg()
      .toBuffer()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: taken })
    await page.getByLabel('사진에 무엇이 보이나요?').fill('골목에서 이야기하는 주민들')
    await page.getByLabel('찍힌 분들이 공개에 동의했습니다').check()
    await page.getByRole('button', { name: '사진 넣기' }).click()
    await page.getByText('사진 1장').waitFor()
    await hear(page, '창작촌 골목에 쉴 곳이 있으면 좋겠어요.')
    await page.context().setOffline(false)
    await page.getByText(/\d\d:\d\d 보냄/).waitFor()
    await expect.poll(async () => (await sql`select 1 from listening_photos`).length).toBe(1)
    const [photo] = await sql`select p.file_id, p.event_id from listening_photos p`
    const { page: resident } = await openPage(browser, phone)
    await resident.goto(`${site.url}/listening/${photo!.event_id}`)
    await resident.getByRole('img', { name: '골목에서 이야기하는 주민들' }).waitFor()
    await axe(resident)
    const bytes = Buffer.from(await (await fetch(`${site.url}/files/${photo!.file_id}`)).arrayBuffer())
    expect(bytes.includes('TestPhone') || bytes.includes('Exif')).toBe(false)
  })

  test('fills no screen of 360 pixels sideways, at any step', async () => {
    const { page } = await openPage(browser, narrowPhone)
    await asOfficer(page.context())
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await begin(page, '아주 긴 이름의 소통행사가 한 줄에 다 들어가지 않을 때에도 괜찮은지 보는 행사')
    expect(await wide()).toBeLessThanOrEqual(0)
    await hear(page, '의견'.repeat(60))
    expect(await wide()).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '마치기' }).click()
    expect(await wide()).toBeLessThanOrEqual(0)
  })
})

describe('an opinion from home', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))

  test('is sent without script, looked at by an officer, and read by everyone', async () => {
    const { page } = await openPage(browser, { ...phone, ...withoutScript })
    await page.goto(`${site.url}/listening`)
    await page.getByRole('link', { name: '의견 보내기' }).first().click()
    await page.getByLabel('하고 싶은 말').fill('짧다')
    await page.getByLabel('답을 받을 전화번호나 메일 주소').fill('전화 주세요')
    await page.getByRole('button', { name: '의견 보내기' }).click()
    await page.getByText('두 곳을 고쳐 주세요').waitFor()
    expect(await page.getByLabel('하고 싶은 말').inputValue()).toBe('짧다')
    const words = '도림천 산책로에 물 마시는 곳이 하나 더 있으면 좋겠습니다.'
    await page.getByLabel('하고 싶은 말').fill(words)
    await page.getByLabel('답을 받을 전화번호나 메일 주소').fill('haneul@example.kr')
    await page.getByRole('button', { name: '의견 보내기' }).click()
    await page.getByRole('heading', { name: '의견을 받았습니다' }).waitFor()
    await page.goto(`${site.url}/listening/open-box`)
    expect(await page.content()).not.toContain(words)

    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    await atDesk.goto(`${site.url}/desk/listening/opinions`)
    await atDesk.getByRole('link', { name: new RegExp(words) }).click()
    await axe(atDesk)
    await atDesk.getByLabel('답해야 함').check()
    await atDesk.getByLabel('담당 부서').selectOption({ label: '푸른도시과' })
    await atDesk.getByRole('button', { name: '공개하기' }).click()
    await atDesk.getByText('의견을 공개했습니다.').waitFor()
    await page.goto(`${site.url}/listening/open-box`)
    await page.getByText(words).waitFor()
    await page.locator('main').getByText('약속 장부').first().waitFor()
    expect(await page.content()).not.toContain('haneul')
  })
})
