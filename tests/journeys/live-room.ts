import type { Browser, Page } from 'playwright-core'
import { beforeAll, beforeEach } from 'vitest'
import { startApp } from '../support/app.ts'
import { desk, openBrowser, openPage, phone, type WatchedPage } from '../support/browser.ts'
import { anOpenHall, type Hall, newcomer, openNow, startsAt } from '../server/townhalls/seats.fixtures.ts'

export const street = '가로등 고장은 며칠 만에 고치나요?'
export const school = '학교 앞 조명은 왜 저녁에 꺼지나요?'

type Device = Parameters<typeof openPage>[1]

/** The key of one question among many: what it does, and for whom does not see the row, to which. */
export const of = (act: string, text: string) => new RegExp(`^${act} ?: ${text.replace('?', '')}`)

export const connected = (page: Page) => page.getByText('연결됨', { exact: false }).first().waitFor()

/** The room is opened by its host, who confirms. */
export async function open(page: Page) {
  await connected(page)
  await page.getByRole('button', { name: '시작하기', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '시작하기' }).click()
  await page.getByText('진행 중', { exact: false }).first().waitFor()
}
export async function ask(page: Page, text: string) {
  await page.getByRole('textbox', { name: '질문 쓰기' }).fill(text)
  await page.getByRole('button', { name: '보내기' }).click()
}

/** One server and one browser for a file of journeys; every test has a town hall of its own, and its people. */
export async function liveRoom() {
  const site = await startApp({ now: openNow })
  let browser: Browser
  let hall: Hall
  beforeAll(async () => {
    browser = await openBrowser()
  })
  beforeEach(async () => {
    site.setNow(openNow)
    hall = await anOpenHall(site, { limits: [['total', '', 50]] })
  })

  /** A browser of one's own, signed in by the cookie. */
  async function someone(device: Device, cookie?: string): Promise<WatchedPage> {
    const watched = await openPage(browser, { ...device, baseURL: site.url })
    if (cookie) {
      const [name, value] = cookie.split('=') as [string, string]
      await watched.page.context().addCookies([{ name, value, url: site.url }])
    }
    return watched
  }
  async function at(path: string, device: Device, cookie?: string): Promise<WatchedPage> {
    const watched = await someone(device, cookie)
    await watched.page.goto(path)
    return watched
  }
  const path = () => `/town-halls/${hall.id}`
  return {
    site,
    /** Of the town hall of this test. */
    path,
    someone,
    at,
    newcomer: () => newcomer(site, hall),
    /** Five minutes after its beginning. */
    begin: () => site.setNow(new Date(startsAt.getTime() + 5 * 60_000)),
    attend: (cookie?: string, device: Device = phone) => at(`${path()}/live`, device, cookie),
    host: async (device: Device = desk) =>
      at(`/desk${path()}/live`, device, (await site.as.officer('communication')).cookie),
    /** The states of this test's questions of that text, as the database has them. */
    statesOf: async (text: string) => {
      const rows = await site.deps
        .sql`select state from questions where town_hall_id = ${hall.id} and text = ${text}`
      return rows.map(({ state }) => String(state))
    },
    /** The question that stands first in the host's order. */
    firstInQueue: async () => {
      const [row] = await site.deps.sql`select q.text from live_rooms r, questions q
        where r.town_hall_id = ${hall.id} and q.id = r.queue[1]`
      return row?.text as string | undefined
    },
  }
}
