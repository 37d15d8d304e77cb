import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../../support/app.ts'
import { anOpenHall, type Hall, newcomer, openNow, startsAt } from '../seats.fixtures.ts'

const site = await startApp({ now: openNow })
const secret = '우리 집 앞 가로등은 언제 고치나요?'

/** A town hall that is on, its host, and someone who asked a question that nobody has looked at. */
async function asked() {
  site.setNow(openNow)
  const hall = await anOpenHall(site, { limits: [['total', '', 20]] })
  const asker = await newcomer(site, hall)
  const { cookie: host } = await site.as.officer('communication')
  site.setNow(new Date(startsAt.getTime() + 60_000))
  await send(hall, host, { op: 'open' })
  const { target } = await send(hall, asker.cookie, { op: 'ask', text: secret, lang: 'ko' })
  return { hall, asker, host, question: target as number }
}
async function send(hall: Hall, cookie: string, command: { op: string; [more: string]: unknown }) {
  const body = { id: randomUUID(), ...command }
  const answer = await site.api('POST', `/api/town-halls/${hall.id}/commands`, body, { cookie })
  expect(answer.status).toBe(200)
  return answer.body as { target: number | null }
}

describe('the pages of a live room', () => {
  test('hold a question that nobody has looked at for its asker and the hosts alone', async () => {
    const { hall, asker, host, question } = await asked()
    const other = await site.as.resident()
    const live = `/town-halls/${hall.id}/live`
    const holds = async (path: string, cookie?: string) => {
      const { status, html } = await site.page(path, cookie ? { cookie } : {})
      expect(status).toBe(200)
      return html.includes(secret)
    }
    expect(await holds(live, asker.cookie)).toBe(true)
    expect(await holds(`/desk${live}`, host)).toBe(true)
    for (const cookie of [undefined, other.cookie, host]) expect(await holds(live, cookie)).toBe(false)
    for (const cookie of [undefined, host])
      expect(await holds(`/town-halls/${hall.id}/screen`, cookie)).toBe(false)
    await send(hall, host, { op: 'publish', question })
    expect(await holds(live, other.cookie)).toBe(true)
    await expect.poll(() => holds(live), { timeout: 5_000 }).toBe(true)
  })

  test('are kept by no cache, found by no search engine, and the same for all visitors', async () => {
    const { hall } = await asked()
    for (const path of [`/town-halls/${hall.id}/live`, `/en/town-halls/${hall.id}/screen`]) {
      const [one, two] = await Promise.all([site.page(path), site.page(path)])
      expect(one.headers.get('cache-control')).toBe('no-store')
      expect(one.headers.get('set-cookie')).toBeNull()
      expect(one.html).toContain('<meta name="robots" content="noindex"')
      expect(two.html).toBe(one.html)
    }
    const list = await site.page(`/town-halls/${hall.id}/live?list=answered`)
    expect(list.html).toMatch(/aria-current="true"[^>]*>\s*답한 질문/)
  })

  test('a rehearsal is shown on a host’s own screen, and on no other', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 20]] })
    const { cookie: host } = await site.as.officer('communication')
    await send(hall, host, { op: 'rehearse' })
    await send(hall, host, { op: 'proxy-ask', text: secret, lang: 'ko' })
    const screen = `/town-halls/${hall.id}/screen`
    expect((await site.page(screen, { cookie: host })).html).toContain(secret)
    expect((await site.page(screen)).html).not.toContain(secret)
    expect((await site.page(`/town-halls/${hall.id}/live`)).html).not.toContain(secret)
  })

  test('the short address leads to the room in the reader’s language; what is no room is not there', async () => {
    const { hall } = await asked()
    expect((await site.page(`/zh/t/${hall.id}`)).location).toBe(`/zh/town-halls/${hall.id}/live`)
    const draft = await anOpenHall(site, { state: 'draft' })
    for (const id of [String(draft.id), '999999', 'x', '1e3'])
      for (const page of ['live', 'screen'])
        expect((await site.page(`/town-halls/${id}/${page}`)).status).toBe(404)
  })

  test('only who runs town halls may host', async () => {
    const { hall, asker, host } = await asked()
    const path = `/desk/town-halls/${hall.id}/live`
    expect((await site.page(path, { cookie: host })).status).toBe(200)
    const { cookie: department } = await site.as.officer('department')
    expect((await site.page(path, { cookie: department })).status).toBe(403)
    expect((await site.page(path, { cookie: asker.cookie })).html).not.toContain(secret)
    expect((await site.page(path)).location).toContain('/desk/sign-in')
  })
})
