import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { axe, desk, narrowPhone, openBrowser, openPage, phone } from '../support/browser.ts'
import { aGuest, doorsOpen, rowsAtDoor } from '../server/townhalls/door.fixtures.ts'
import { anOpenHall, type Hall, openNow } from '../server/townhalls/seats.fixtures.ts'

const site = await startApp({ now: openNow })

/** Signs an officer in on a page's browser. */
async function asOfficer(context: BrowserContext) {
  const { cookie } = await site.as.officer('communication')
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: site.url }])
}

/** An officer makes a link at the desk; the phone opens it. */
async function connect(atDesk: Page, onPhone: Page, hall: Hall, name: string, search = false) {
  await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
  await atDesk.getByLabel('이름', { exact: true }).fill(name)
  if (search) await atDesk.getByLabel('이름으로 찾을 수 있음').check()
  await atDesk.getByRole('button', { name: '링크 만들기' }).click()
  const link = await atDesk.locator('.made a').getAttribute('href')
  await onPhone.goto(link!)
  await onPhone.getByRole('heading', { name: '여의도 재건축' }).waitFor()
}

const enter = async (page: Page, code: string) => {
  await page.getByLabel('입장 코드').fill(code)
  await page.getByRole('button', { name: '확인', exact: true }).click()
}
const says = (page: Page, words: string) => page.locator('.verdict').filter({ hasText: words }).waitFor()

/** Until the worker keeps the page and what reads QR codes. */
const ready = (page: Page) =>
  page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/door')
    return registration?.active && (await (await caches.open('sotong /door')).keys()).length > 3
  })

describe('the door', () => {
  let browser: Browser
  let hall: Hall
  beforeAll(async () => {
    browser = await openBrowser()
    hall = await anOpenHall(site, { limits: [['total', '', 20]] })
  })

  test('a phone is set up at the desk, checks in, loses the network, opens again without it, and settles', async () => {
    const guests = [await aGuest(site, hall, 2), await aGuest(site, hall), await aGuest(site, hall)]
    site.setNow(doorsOpen)
    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    const { page, troubles } = await openPage(browser, phone)
    await connect(atDesk, page, hall, '정문', true)
    await axe(atDesk)
    expect(new URL(page.url()).hash).toBe('')
    await axe(page)

    await enter(page, guests[0]!.tickets[0]!.code)
    await says(page, '들어가세요 · 2명 가운데 1명')
    await enter(page, guests[0]!.tickets[1]!.ticket)
    await says(page, '2명 가운데 2명')
    await axe(page)
    await page.getByRole('button', { name: '방금 것 되돌리기' }).click()
    await page.getByText('되돌렸습니다.').waitFor()
    await enter(page, 'AAAAAAAA')
    await says(page, '명단에 없습니다')
    await axe(page)
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })

    await ready(page)
    await page.context().setOffline(true)
    await enter(page, guests[1]!.code)
    await says(page, '적어 두었습니다')
    await page.reload()
    await page.getByRole('heading', { name: '여의도 재건축' }).waitFor()
    await enter(page, guests[2]!.ticket)
    await says(page, '적어 두었습니다')
    await page.getByRole('heading', { name: '적어 둔 것 2건' }).waitFor()
    await axe(page)
    const last = guests[2]!.ticket.at(-3)!
    await enter(
      page,
      `${guests[2]!.ticket.slice(0, -3)}${last === 'A' ? 'B' : 'A'}${guests[2]!.ticket.slice(-2)}`,
    )
    await says(page, '우리가 만든 입장권이 아닙니다')
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
    troubles()

    await page.context().setOffline(false)
    await page.getByText('적어 둔 2건을 서버가 확인했습니다.').waitFor()
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 3, came: 3 })
  })

  test('two phones that noted the same person contradict each other, and the officer reads both stories', async () => {
    site.setNow(openNow)
    const guest = await aGuest(site, hall)
    site.setNow(doorsOpen)
    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    const { page: front, troubles: frontTroubles } = await openPage(browser, phone)
    const { page: side, troubles: sideTroubles } = await openPage(browser, narrowPhone)
    await connect(atDesk, front, hall, '앞문')
    await connect(atDesk, side, hall, '옆문')
    for (const page of [front, side]) {
      await page.context().setOffline(true)
      await enter(page, guest.code)
      await says(page, '적어 두었습니다')
    }
    frontTroubles()
    sideTroubles()
    await front.context().setOffline(false)
    await front.getByText('적어 둔 1건을 서버가 확인했습니다.').waitFor()
    await side.context().setOffline(false)
    await side.getByRole('heading', { name: '어긋난 것 1건' }).waitFor()
    await axe(side)
    expect(await side.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

    await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
    const conflicts = atDesk.locator('#conflicts')
    await conflicts.getByText('옆문에서 들인 것으로 적음').waitFor()
    await conflicts.getByText('앞문에서 이미 들어와 있었음').waitFor()
  })

  test('a phone that is taken back wipes what it kept', async () => {
    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    const { page } = await openPage(browser, narrowPhone)
    await connect(atDesk, page, hall, '뒷문', true)
    await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
    await atDesk.getByRole('button', { name: '끊기 뒷문' }).click()
    await atDesk.locator('#devices li').filter({ hasText: '뒷문' }).getByText('끊음').waitFor()
    await enter(page, 'AAAAAAAA')
    await page.getByText('담당자가 이 휴대폰의 연결을 끊었습니다').waitFor()
    const left = await page.evaluate(async () => {
      const open = indexedDB.open('sotong-door')
      const done = (request: IDBRequest) =>
        new Promise((resolve) => request.addEventListener('success', resolve))
      await done(open)
      const counts = []
      for (const name of open.result.objectStoreNames) {
        const count = open.result.transaction(name).objectStore(name).count()
        await done(count)
        counts.push(count.result)
      }
      return counts
    })
    expect(left).toEqual([0, 0, 0])
    await axe(page)
  })

  test('names are masked until they are tapped, and the look is recorded', async () => {
    site.setNow(openNow)
    const guest = await aGuest(site, hall)
    site.setNow(doorsOpen)
    const { page: atDesk } = await openPage(browser, desk)
    await asOfficer(atDesk.context())
    const { page } = await openPage(browser, narrowPhone)
    await connect(atDesk, page, hall, '안내', true)
    await page.getByText('이름으로 찾기').click()
    await page.getByLabel('이름', { exact: true }).fill('참가자1')
    await page.getByRole('button', { name: '참***1 이름 모두 보기' }).last().click()
    await page.locator('strong', { hasText: '참가자 1' }).waitFor()
    await axe(page)
    await page.getByRole('button', { name: '참***1 입장' }).last().click()
    await says(page, '들어가세요')
    await expect
      .poll(async () => {
        const rows = await site.deps.sql`select about_id from audit_entries where act = 'registration.name'`
        return rows.map(({ about_id: id }) => Number(id))
      })
      .toContain(guest.memberId)
  })

  test('a phone without a link says what to do, in English too', async () => {
    const { page } = await openPage(browser, narrowPhone)
    await page.goto(`${site.url}/en/door`)
    await page.getByText('This phone is not connected yet').waitFor()
    await axe(page)
  })
})
