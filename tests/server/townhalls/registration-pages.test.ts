import { randomUUID } from 'node:crypto'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { parties } from '../../../server/townhalls/registrations.tables.ts'
import { townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import { openTicketKey, signTicket, verifyTicket } from '../../../server/townhalls/tickets.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, closesAt, type Hall, newcomer, openNow, startsAt, statesOf } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { page, api, deps, setNow, mails } = site

const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const decoded = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** All that a form on a page would send, as a browser reads it. */
function fieldsOf(html: string): Record<string, string | string[]> {
  const form = /<form[^>]*action="[^"]*registration(?:s|\/change)"[\s\S]*?<\/form>/.exec(html)![0]
  const found: [string, string][] = []
  for (const [tag] of form.matchAll(/<input(?:[^>"]|"[^"]*")*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (!name || (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag))) continue
    found.push([name, decoded(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')])
  }
  for (const [, name, body] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    found.push([name!, /<option[^>]*value="([^"]*)"[^>]*selected/.exec(body!)?.[1] ?? ''])
  for (const [, name, body] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    found.push([name!, decoded(body!)])
  const names = [...new Set(found.map(([name]) => name))]
  return Object.fromEntries(
    names.map((name) => {
      const values = found.filter(([own]) => own === name).map(([, value]) => value)
      return [name, values.length > 1 ? values : values[0]!]
    }),
  )
}

const typed = (hall: Hall, more: Record<string, string | string[]> = {}) => ({
  sittingId: String(hall.sittingId),
  mode: 'in-person',
  kind: 'resident',
  dong: 'yeoui',
  'name-0': '김하늘',
  lang: 'ko',
  ...more,
})
const at = (hall: Hall, below = '/registrations') => `/town-halls/${hall.id}${below}`

const codeOf = async (email: string) =>
  /\b(\d{6})\b/.exec(
    (await mails(email)).find((mail) => /\b\d{6}\b/.test(mail.subject + mail.text))!.text,
  )![1]!

describe('registering by a form', () => {
  test('seats a family together and leads to tickets, one a person', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 5]] })
    const { cookie, email } = await site.as.resident()
    const form = typed(hall, {
      'needs-0': ['sign-language', 'hearing-loop'],
      'name-1': '김바다',
      'needs-1': 'wheelchair',
      note: '앞자리면 좋겠습니다',
    })
    const sent = await page(at(hall), { cookie, form })
    expect(sent.status).toBe(303)
    expect(sent.location).toBe(`${at(hall, '/registration')}?done=registered`)
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(mine.headers.get('cache-control')).toBe('no-store')
    expect(text(mine.html)).toContain('자리가 확정되었습니다')
    expect(text(mine.html)).toContain('김바다')
    expect(text(mine.html)).toContain('수어 통역 · 보청기 방송')
    expect([...mine.html.matchAll(/aria-label="[^"]*님의 입장 QR"/g)]).toHaveLength(2)
    expect(mine.html).not.toMatch(/ style=/)
    expect((await mails(email))[0]!.subject).toContain('자리가 확정되었습니다')
  })

  test('adds and takes away people without a script, and keeps all that was typed', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 9]] })
    const first = await page(at(hall), {
      form: typed(hall, { act: 'add', 'needs-0': 'companion', note: '<b>메모</b>' }),
    })
    expect(first.status).toBe(200)
    const fields = fieldsOf(first.html)
    expect(fields).toMatchObject({ 'name-0': '김하늘', 'name-1': '', 'needs-0': 'companion', dong: 'yeoui' })
    const second = await page(at(hall), { form: { ...fields, 'name-1': '둘', act: 'add' } })
    const third = await page(at(hall), {
      form: { ...fieldsOf(second.html), 'name-2': '셋', act: 'remove-1' },
    })
    const left = fieldsOf(third.html)
    expect(left).toMatchObject({ 'name-0': '김하늘', 'name-1': '셋' })
    expect(left).not.toHaveProperty('name-2')
    expect(left.partyId).toBe(fields.partyId)
  })

  test('says all that is missing at once, in the words of each field, and keeps the rest', async () => {
    const formQuestions = [
      { id: 'topic', labelKo: '무엇이 궁금한가요', labelEn: 'Topic', choices: [], required: true },
      { id: 'bus', labelKo: '셔틀', labelEn: 'Bus', choices: ['탐', '안 탐'], required: false },
    ]
    const hall = await anOpenHall(site, {
      formQuestions,
      limits: [
        ['total', '', 9],
        ['dong', 'yeoui', 3],
      ],
    })
    const { cookie } = await site.as.resident({ belonging: 'elsewhere' })
    const wrong = typed(hall, {
      'name-0': ' ',
      'name-1': '',
      'needs-1': 'wheelchair',
      dong: '',
      note: '그대로',
      'answers.bus': '모름',
    })
    const answer = await page(at(hall), { cookie, form: wrong })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('href="#name-0"')
    expect(answer.html).toContain('href="#name-1"')
    expect(fieldsOf(answer.html)).toMatchObject({ note: '그대로', 'needs-1': 'wheelchair' })
    const named = await page(at(hall), { cookie, form: { ...wrong, 'name-0': '김', 'name-1': '이' } })
    expect(named.status).toBe(422)
    for (const field of ['dong', 'answers.topic', 'answers.bus'])
      expect(named.html).toContain(`href="#${field}"`)
    expect(await statesOf(site, hall.sittingId)).toEqual([])
  })

  test.each([
    [{ sittingId: '999999' }, 422],
    [{ sittingId: 'x' }, 422],
    [{ mode: 'online' }, 422],
    [{ mode: 'by-plane' }, 422],
    [{ kind: 'mayor' }, 422],
    [{ dong: 'nowhere' }, 422],
    [{ 'needs-0': 'a-horse' }, 422],
    [{ lang: 'xx' }, 422],
    [{ note: '가'.repeat(501) }, 422],
    [{ 'name-0': '가'.repeat(61) }, 422],
    [{ partyId: 'mine' }, 303],
  ])('refuses what nobody can mean, never breaking: %o', async (more, status) => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const answer = await page(at(hall), { cookie, form: typed(hall, more as Record<string, string>) })
    expect(answer.status).toBe(status)
    if (status === 422) expect(answer.html).toContain('role="alert"')
  })

  test('comes back with a reason before it opens, after it closed, and for an officer', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    setNow(closesAt)
    const late = await page(at(hall), { cookie, form: typed(hall) })
    expect(late.status).toBe(422)
    expect(text(late.html)).toContain('참가 신청이 끝났습니다')
    expect(fieldsOf(late.html)['name-0']).toBe('김하늘')
    setNow(openNow)
    const officer = await site.as.officer('communication')
    expect((await page(at(hall), { cookie: officer.cookie, form: typed(hall) })).status).toBe(403)
  })

  test('sent twice is one registration', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const form = typed(hall, { partyId: randomUUID() })
    const answers = await Promise.all(Array.from({ length: 5 }, () => page(at(hall), { cookie, form })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
    const again = await page(at(hall), { cookie, form: typed(hall) })
    expect(again.location).toContain('done=known')
    expect(await statesOf(site, hall.sittingId)).toHaveLength(1)
  })
})

describe('registering without an account', () => {
  const visitor = async (hall: Hall, email: string) => {
    const asked = await page(at(hall), {
      form: typed(hall, {
        'name-1': '김바다',
        'needs-1': ['wheelchair', 'companion'],
        note: '"따옴표" & <꺾쇠>',
      }),
    })
    expect(asked.status).toBe(200)
    const coded = await page(at(hall), { form: { ...fieldsOf(asked.html), email, act: 'code' } })
    expect(coded.status).toBe(200)
    return fieldsOf(coded.html)
  }

  test('asks for an address, then its code; nothing typed is lost and the code signs in', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 5]] })
    const email = 'newcomer@residents.example'
    const fields = await visitor(hall, email)
    expect(fields['needs-1']).toEqual(['wheelchair', 'companion'])
    const wrong = await page(at(hall), { form: { ...fields, code: '000000', act: 'enter' } })
    expect(wrong.status).toBe(422)
    const kept = fieldsOf(wrong.html)
    const done = await page(at(hall), { form: { ...kept, code: await codeOf(email), act: 'enter' } })
    expect(done.status).toBe(303)
    const cookie = done.headers.get('set-cookie')!.split(';')[0]!
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(text(mine.html)).toContain('김바다')
    expect(decoded(text(mine.html))).toContain('"따옴표" & <꺾쇠>')
  })

  test('spends the code last: what the town hall refuses leaves it unspent', async () => {
    const hall = await anOpenHall(site)
    const email = 'late@residents.example'
    const fields = await visitor(hall, email)
    const code = await codeOf(email)
    setNow(closesAt)
    const late = await page(at(hall), { form: { ...fields, code, act: 'enter' } })
    expect(late.status).toBe(422)
    expect(late.headers.get('set-cookie')).toBeNull()
    setNow(openNow)
    const done = await page(at(hall), { form: { ...fields, code, act: 'enter' } })
    expect(done.status).toBe(303)
  })

  test('tells at its field that an address is none, and leads back to what was typed', async () => {
    const hall = await anOpenHall(site)
    const asked = fieldsOf((await page(at(hall), { form: typed(hall) })).html)
    const wrong = await page(at(hall), { form: { ...asked, email: 'nobody', act: 'code' } })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('id="email-problem"')
    const back = await page(at(hall), { form: { ...fieldsOf(wrong.html), act: 'edit' } })
    expect(fieldsOf(back.html)['name-0']).toBe('김하늘')
  })
})

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
