import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { parties } from '../../../server/townhalls/seats/registrations.tables.ts'
import { townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import { openTicketKey, signTicket, verifyTicket } from '../../../server/townhalls/seats/tickets.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, newcomer, openNow, startsAt, statesOf } from './seats.fixtures.ts'
import { at, fieldsOf, text, typed } from './registration-forms.ts'

const site = await startApp({ now: openNow })
const { page, api, deps, mails } = site

describe('one’s own registration', () => {
  test('waiting tells the position and why; offered can be accepted or declined', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const seated = await newcomer(site, hall)
    const waiting = await newcomer(site, hall)
    const path = at(hall, '/registration')
    const before = text((await page(path, { cookie: waiting.cookie })).html)
    expect(before).toContain('대기 1번째')
    expect(before).toContain('지금 자리가 없는 곳 : 전체 자리')
    await seated.cancel()
    const offered = await page(path, { cookie: waiting.cookie })
    expect(text(offered.html)).toContain('자리가 났습니다')
    expect(text(offered.html)).toMatch(/11월 26일\(목\) 오후 2시까지 잡아 두었습니다/)
    const accepted = await page(`${path}/acceptance`, { cookie: waiting.cookie, form: {} })
    expect(accepted.location).toBe(`${path}?done=accepted`)
    expect(text((await page(path, { cookie: waiting.cookie })).html)).toContain('자리가 확정되었습니다')
    const late = await page(`${path}/declination`, { cookie: waiting.cookie, form: {} })
    expect(late.status).toBeGreaterThanOrEqual(400)
    expect(late.status).toBeLessThan(500)
  })

  test('is changed by its form: people stay with their tickets, more only where there is room', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 2]] })
    const { cookie } = await site.as.resident()
    await page(at(hall), { cookie, form: typed(hall, { note: '처음' }) })
    const path = at(hall, '/registration/change')
    const shown = await page(path, { cookie })
    const fields = fieldsOf(shown.html)
    expect(fields).toMatchObject({ 'name-0': '김하늘', note: '처음' })
    const code = /\d*[A-Z0-9]{4}-[A-Z0-9]{4}/
    const before = code.exec(text((await page(at(hall, '/registration'), { cookie })).html))![0]
    const added = await page(path, { cookie, form: { ...fields, act: 'add' } })
    const two = { ...fieldsOf(added.html), 'name-1': '김바다', 'needs-1': 'wheelchair' }
    expect((await page(path, { cookie, form: two })).status).toBe(303)
    const mine = text((await page(at(hall, '/registration'), { cookie })).html)
    expect(mine).toContain('김바다')
    expect(mine).toContain(before)
    const again = fieldsOf((await page(path, { cookie })).html)
    const three = await page(path, { cookie, form: { ...again, 'name-2': '김셋' } })
    expect(three.status).toBe(409)
    expect(text(three.html)).toContain('자리가 모자랍니다')
    expect(fieldsOf(three.html)['name-2']).toBe('김셋')
    const foreign = await page(path, { cookie, form: { ...again, 'member-0': '999999' } })
    expect(foreign.status).toBe(422)
  })

  test('is cancelled after being asked once, and can be made again', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await newcomer(site, hall)
    const path = at(hall, '/registration/cancellation')
    expect(text((await page(path, { cookie })).html)).toContain('그대로 두기')
    expect((await page(path, { cookie, form: {} })).location).toContain('done=cancelled')
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(text(mine.html)).toContain('다시 신청하기')
    expect(mine.html).not.toContain('입장 QR')
    expect((await page(at(hall), { cookie, form: typed(hall) })).location).toContain('done=registered')
  })

  test('is nobody else’s: who has none is led to the town hall, who is not signed in to the door', async () => {
    const hall = await anOpenHall(site)
    await newcomer(site, hall)
    const stranger = await site.as.resident()
    expect((await page(at(hall, '/registration'), { cookie: stranger.cookie })).location).toBe(at(hall, ''))
    expect((await page(at(hall, '/registration'))).location).toContain('/sign-in')
    expect((await page(at(hall, '/registration/calendar.ics'), { cookie: stranger.cookie })).status).toBe(404)
  })

  test('stands on one’s own page with its state', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 0]], titleKo: '내가 신청한 것' })
    const { cookie } = await newcomer(site, hall)
    const me = text((await page('/me', { cookie })).html)
    expect(me).toContain('내가 신청한 것')
    expect(me).toContain('대기 중')
  })

  test('has a QR that this town hall signed for this person and sitting', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await newcomer(site, hall)
    const { html } = await page(at(hall, '/registration'), { cookie })
    const [row] = await deps.db.select().from(townHalls).where(eq(townHalls.id, hall.id))
    const [member] = await deps.sql`
      select m.id::int as id from members m join parties p on p.id = m.party_id where p.town_hall_id = ${hall.id}`
    const ticket = signTicket(openTicketKey(deps.secrets, row!.sealedTicketKey), member!.id, hall.sittingId)
    expect(verifyTicket(row!.ticketPublicKey, ticket)).toMatchObject({ sittingId: hall.sittingId })
    const { data, size } = encode(ticket, { ecc: 'L', border: 3 })
    const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
    const path = / d="([^"]+)" fill="#000"/.exec(html)![1]!
    for (const [, x, y, wide] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
      drawn[Number(y)]!.fill(true, Number(x), Number(x) + Number(wide))
    expect(drawn).toEqual(data)
  })

  test('has a calendar file that calendars read', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await newcomer(site, hall)
    const ics = await api('GET', at(hall, '/registration/calendar.ics'), undefined, { cookie })
    expect(ics.headers.get('content-type')).toContain('text/calendar')
    expect(ics.headers.get('cache-control')).toBe('no-store')
    const lines = String(ics.body).split('\r\n')
    expect(lines[0]).toBe('BEGIN:VCALENDAR')
    expect(lines).toContain(`DTSTART:${startsAt.toISOString().replace(/[-:]|\.000/g, '')}`)
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  test('of a cancelled town hall shows the reason and no ticket', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await newcomer(site, hall)
    await deps.db
      .update(townHalls)
      .set({ state: 'cancelled', cancelReason: '대관 취소' })
      .where(eq(townHalls.id, hall.id))
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(text(mine.html)).toContain('대관 취소')
    expect(mine.html).not.toContain('신청 바꾸기')
    expect(mine.html).not.toContain('님의 입장 QR')
  })
})

describe('the link of an offer', () => {
  const offered = async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const seated = await newcomer(site, hall)
    const next = await newcomer(site, hall)
    await seated.cancel()
    const mail = (await mails(next.email)).find(({ text: told }) => told.includes('/offers/'))!
    return { hall, next, link: new URL(/https?:\/\/\S+\/offers\/\S+/.exec(mail.text)![0]).pathname }
  }

  test('shows without answering, without names; a press of the button accepts, and twice is once', async () => {
    const { hall, link } = await offered()
    const looked = await page(link)
    expect(looked.status).toBe(200)
    expect(looked.headers.get('cache-control')).toBe('no-store')
    expect(looked.html).not.toContain('참가자')
    expect((await statesOf(site, hall.sittingId)).map(({ state }) => state)).toContain('offered')
    expect((await page(link, { form: { answer: 'accept' } })).status).toBe(303)
    expect((await page(link, { form: { answer: 'accept' } })).status).toBe(303)
    expect(text((await page(link)).html)).toContain('자리를 받으셨습니다')
  })

  test('declines; afterwards and after its time it says that it is gone', async () => {
    const { hall, link } = await offered()
    expect((await page(link, { form: { answer: 'maybe' } })).status).toBe(400)
    expect((await page(link, { form: { answer: 'decline' } })).status).toBe(303)
    expect((await page(link, { form: { answer: 'accept' } })).status).toBe(410)
    expect((await statesOf(site, hall.sittingId)).map(({ state }) => state)).toContain('declined')
    const second = await offered()
    await deps.db
      .update(parties)
      .set({ offerExpiresAt: new Date(openNow.getTime() - 1) })
      .where(eq(parties.personId, second.next.personId))
    expect((await page(second.link, { form: { answer: 'accept' } })).status).toBe(410)
  })

  test('of another town hall, or that nobody sent, is not there', async () => {
    const { link } = await offered()
    const other = await anOpenHall(site)
    expect((await page(link.replace(/town-halls\/\d+/, `town-halls/${other.id}`))).status).toBe(404)
    expect((await page(at(other, '/offers/nothing'))).status).toBe(404)
  })
})
