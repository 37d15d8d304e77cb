import { inflateSync } from 'node:zlib'
import { decodeQR } from 'qr/decode.js'
import { describe, expect, test } from 'vitest'
import { verifyTicket } from '../../../server/townhalls/seats/tickets.ts'
import { startApp } from '../../support/app.ts'
import { startSmtp } from '../../support/smtp.ts'
import { aForm, valueOf } from './desk-forms.ts'
import { aPhone } from './door.fixtures.ts'
import { anOpenHall, type Hall, newcomer, openNow, startsAt } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { sql } = site.deps
const { cookie } = await site.as.officer('communication')
const subjects = async (email: string) => (await site.mails(email)).map(({ subject }) => subject)
const inCalendar = ({ files = [] }: { files?: { text: string }[] | undefined }) =>
  files.map(({ text }) => text.replaceAll('\r\n ', '')).join('')

/** An officer changes the form of a town hall, all else as it stands. */
async function edit(hall: Hall, changes: Record<string, string>) {
  const { html } = await site.page(`/desk/town-halls/${hall.id}/edit`, { cookie })
  const form = aForm({
    ...Object.fromEntries(
      ['titleKo', 'titleEn', 'seen', 'registrationOpensAt', 'registrationClosesAt', 'sitting-0-id'].map(
        (name) => [name, valueOf(html, name)!],
      ),
    ),
    'sitting-0-onlineUrl': 'https://live.example/7',
    'sitting-0-dong.yeoui': '',
    ...changes,
  })
  return site.page(`/desk/town-halls/${hall.id}`, { cookie, form })
}

describe('a sitting that gets another time or place', () => {
  test('is told to everyone who stands in it, with a calendar entry that replaces the one before', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const seated = await newcomer(site, hall)
    const waits = await newcomer(site, hall)
    const gone = await newcomer(site, hall)
    await gone.cancel()
    const [first] = await site.mails(seated.email)
    expect(inCalendar(first!)).toContain('SEQUENCE:0')
    const done = await edit(hall, {
      'sitting-0-total': '1',
      'sitting-0-day': '2026-12-12',
      'sitting-0-place': '구청 본관',
    })
    expect(done.status).toBe(303)
    await site.settle()
    const [told] = await site.mails(seated.email)
    expect(told!.subject).toBe('시간과 장소가 바뀌었습니다: 여의도 재건축 주민 타운홀미팅')
    expect(told!.text).toContain('바뀌기 전: 12월 10일(목) 19:00, 영등포아트홀')
    expect(told!.text).toMatch(/바뀐 뒤: 12월 12일.*구청 본관/)
    expect(told!.pictures).toHaveLength(1)
    const uid = /UID:.*/.exec(inCalendar(first!))![0]
    for (const line of [uid, 'SEQUENCE:1', 'DTSTART:20261212T100000Z'])
      expect(inCalendar(told!)).toContain(line)
    const [waiting] = await site.mails(waits.email)
    expect(waiting!.text).toContain('신청과 순서는 그대로입니다')
    expect(waiting!.files).toBeUndefined()
    expect((await subjects(gone.email)).join()).not.toContain('바뀌었습니다')
    const own = await site.api('GET', `/town-halls/${hall.id}/registration/calendar.ics`, undefined, {
      cookie: seated.cookie,
    })
    expect(String(own.body).replaceAll('\r\n ', '')).toContain(uid)
    expect(own.body).toContain('SEQUENCE:1')
    await edit(hall, {
      'sitting-0-total': '2',
      'sitting-0-day': '2026-12-12',
      'sitting-0-place': '구청 본관',
    })
    await site.settle()
    expect((await subjects(seated.email)).filter((one) => one.includes('바뀌었습니다'))).toHaveLength(1)
  })

  test('is no news for whom it does not concern: another hall for who is online, another address for who comes', async () => {
    const hall = await anOpenHall(site, { form: 'hybrid', limits: [['total', '', 9]] })
    const here = await newcomer(site, hall)
    const there = await newcomer(site, hall, { mode: 'online' })
    const form = { form: 'hybrid', 'sitting-0-total': '9' }
    await edit(hall, { ...form, 'sitting-0-place': '구청 본관' })
    await edit(hall, {
      ...form,
      'sitting-0-place': '구청 본관',
      'sitting-0-onlineUrl': 'https://live.example/8',
    })
    await site.settle()
    const news = async (email: string) => (await subjects(email)).filter((one) => one.includes('바뀌었'))
    expect(await news(here.email)).toEqual(['장소가 바뀌었습니다: 여의도 재건축 주민 타운홀미팅'])
    expect(await news(there.email)).toEqual([
      '온라인 참여 주소가 바뀌었습니다: 여의도 재건축 주민 타운홀미팅',
    ])
  })

  test('keeps the phones at its door until its new end, reminds anew, and no offer lasts beyond it', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]], offerHours: 168 })
    const seated = await newcomer(site, hall)
    const offered = await newcomer(site, hall)
    const phone = await aPhone(site, hall, {}, cookie)
    site.setNow(new Date(startsAt.getTime() - 48 * 3_600_000))
    await site.settle()
    await seated.cancel()
    expect((await offered.mine()).state).toBe('offered')
    await offered.accept()
    const reminders = async () => (await subjects(offered.email)).filter((one) => one.includes('시작합니다'))
    const moved = await edit(hall, { 'sitting-0-total': '1', 'sitting-0-day': '2026-12-20' })
    expect(moved.status).toBe(303)
    const roster = await phone.ask('GET', '/api/door/roster')
    expect(roster.body.device.expiresAt).toBe('2026-12-20T14:00:00.000Z')
    site.setNow(new Date('2026-12-20T09:00:00Z'))
    expect((await phone.ask('GET', '/api/door/count')).status).toBe(200)
    await site.settle()
    expect(await reminders()).toHaveLength(1)
    site.setNow(openNow)
  })

  test('earlier ends an offer with its beginning', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]], offerHours: 168 })
    const seated = await newcomer(site, hall)
    const offered = await newcomer(site, hall)
    await seated.cancel()
    await edit(hall, {
      registrationClosesAt: '2026-11-26T12:00',
      'sitting-0-total': '1',
      'sitting-0-day': '2026-11-26',
    })
    await site.settle()
    expect((await offered.mine()).offerExpiresAt).toBe('2026-11-26T10:00:00.000Z')
    expect((await site.mails(offered.email))[0]!.text).toContain('잡아 둔 자리는 그대로입니다')
    site.setNow(new Date('2026-11-26T10:00:00Z'))
    expect((await offered.accept()).body.code).toBe('offer-gone')
    site.setNow(openNow)
  })

  test('changes nothing twice where two officers save at once: one of them reads what the other wrote', async () => {
    const hall = await anOpenHall(site)
    const one = await newcomer(site, hall)
    const results = await Promise.all(
      ['2026-12-14', '2026-12-15', '2026-12-16'].map((day) => edit(hall, { 'sitting-0-day': day })),
    )
    expect(results.map(({ status }) => status).toSorted()).toEqual([303, 409, 409])
    await site.settle()
    expect((await subjects(one.email)).filter((subject) => subject.includes('바뀌었'))).toHaveLength(1)
    const [row] = await sql`select revision from sittings where id = ${hall.sittingId}`
    expect(row!.revision).toBe(1)
  })
})

/** Dots of a black and white PNG without filters, one bit a dot, as a picture of RGBA. */
function dotsOf(png: Buffer) {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const at = png.indexOf('IDAT')
  const lines = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = lines[y * (Math.ceil(width / 8) + 1) + 1 + (x >> 3)]! & (0x80 >> (x & 7))
      data.fill(bit ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3)
      data[(y * width + x) * 4 + 3] = 255
    }
  return { width, height, data }
}

describe('the confirmation', () => {
  test('shows a QR ticket for each person, which the door reads', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 9]] })
    const family = await newcomer(site, hall, { people: 3 })
    const [mail] = await site.mails(family.email)
    const [row] = await sql`select ticket_public_key as key from town_halls where id = ${hall.id}`
    const people = await sql`select m.id, m.code from members m where party_id = ${family.answer.body.id}`
    const read = mail!.pictures!.map(({ png }) => decodeQR(dotsOf(Buffer.from(png, 'base64'))))
    expect(read.map((text) => verifyTicket(row!.key as Buffer, text))).toMatchObject(
      people.map(({ id }) => ({ memberId: Number(id), sittingId: hall.sittingId })),
    )
    expect(mail!.pictures!.map(({ alt }) => alt.replace('-', ''))).toEqual(people.map(({ code }) => code))
    const online = await newcomer(site, await anOpenHall(site, { form: 'online' }), { mode: 'online' })
    expect((await site.mails(online.email))[0]!.pictures).toEqual([])
  })

  test('carries its pictures inside, named by the letter itself', async () => {
    const smtp = await startSmtp()
    const sending = await startApp({ now: openNow, env: { SMTP_URL: smtp.url }, config: { outbox: false } })
    const hall = await anOpenHall(sending)
    await newcomer(sending, hall)
    await sending.settle()
    const mail = smtp.mails.find(({ subject }) => subject.startsWith('자리가 확정'))!
    const [, cid] = /src="cid:([^"]+)"/.exec(mail.raw.replaceAll('=\r\n', '').replaceAll('=3D', '='))!
    expect(mail.raw).toContain(`Content-ID: <${cid}>`)
    expect(mail.raw).toMatch(/Content-Disposition: inline; filename=ticket-/i)
    expect(mail.raw).toContain('multipart/alternative')
  })
})
