import { describe, expect, test } from 'vitest'
import { calendarFile } from '../../../server/townhalls/seats/calendar.ts'
import { tellEveryone } from '../../../server/townhalls/seats/telling.actions.ts'
import {
  makeTicketKeys,
  newCode,
  openTicketKey,
  signTicket,
  verifyTicket,
} from '../../../server/townhalls/seats/tickets.ts'
import { codeLetters, readCode, readTicket } from '../../../shared/tickets.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, gathered, newcomer, openNow, startsAt } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { db, sql } = site.deps
const before = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000)

describe('reminders', () => {
  test('go out at their hours, once each, to those who have seats', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const one = await newcomer(site, hall)
    const waits = await newcomer(site, hall)
    const reminders = async (email: string) =>
      (await site.mails(email)).filter(({ subject }) => subject.includes('시작합니다')).length
    site.setNow(new Date(before(48).getTime() - 1000))
    await site.settle()
    expect(await reminders(one.email)).toBe(0)
    site.setNow(before(48))
    await Promise.all([site.settle(), site.settle()])
    await site.settle()
    expect(await reminders(one.email)).toBe(1)
    site.setNow(before(3))
    await site.settle()
    await site.settle()
    expect(await reminders(one.email)).toBe(2)
    expect(await reminders(waits.email)).toBe(0)
  })

  test('that were missed while the server stood still are one', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site)
    const one = await newcomer(site, hall)
    site.setNow(before(2))
    await site.settle()
    expect(
      (await site.mails(one.email)).filter(({ subject }) => subject.includes('시작합니다')),
    ).toHaveLength(1)
    site.setNow(openNow)
  })
})

describe('a town hall that is cancelled', () => {
  test('is told to everyone who stands in it, over many pages, once', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 60]] })
    const crowd = await gathered(Array.from({ length: 110 }), 10, () => newcomer(site, hall))
    await crowd[0]!.cancel()
    await db.transaction(async (tx) => {
      await sql`update town_halls set state = 'cancelled', cancel_reason = '태풍' where id = ${hall.id}`
      await tellEveryone(tx, { what: 'cancelled', townHallId: hall.id })
    })
    await Promise.all([site.settle(), site.settle()])
    await site.settle()
    const [told] =
      await sql`select count(*)::int as mails from mails where purpose like 'registration:%:hall-cancelled'`
    expect(told!.mails).toBe(109)
    const [mail] = await site.mails(crowd[1]!.email)
    expect(mail!.subject).toContain('열리지 않습니다')
    expect(mail!.text).toContain('까닭: 태풍')
  })
})

describe('a ticket', () => {
  const { secrets } = site.deps
  const keys = makeTicketKeys(secrets)
  const key = openTicketKey(secrets, keys.sealedTicketKey)

  test('is short, the same each time, and holds under its own key only', () => {
    const text = signTicket(key, 41, 7)
    expect(text).toBe(signTicket(key, 41, 7))
    expect(text.length).toBeLessThan(110)
    expect(verifyTicket(keys.ticketPublicKey, text)).toMatchObject({ memberId: 41, sittingId: 7 })
    expect(verifyTicket(makeTicketKeys(secrets).ticketPublicKey, text)).toBeNull()
  })

  test.each([
    ['another person', (text: string) => text.replace('t1.41.', 't1.42.')],
    ['another sitting', (text: string) => text.replace('.7.', '.8.')],
    ['another signature', (text: string) => `${text.slice(0, -4)}AAAA`],
    ['a part', (text: string) => text.slice(0, -1)],
    ['something else', () => 'https://example.kr'],
    ['nothing', () => ''],
  ])('forged to %s is none', (_, forge) => {
    expect(verifyTicket(keys.ticketPublicKey, forge(signTicket(key, 41, 7)))).toBeNull()
  })

  test('is read with spaces around it, and a number that is none is refused', () => {
    const text = signTicket(key, 41, 7)
    expect(readTicket(` ${text}\n`)).toMatchObject({ memberId: 41 })
    expect(readTicket(text.replace('41', '041'))).toBeNull()
  })

  test('can be typed: small letters, hyphens and look-alikes are forgiven', () => {
    const code = newCode()
    expect(code).toMatch(new RegExp(`^[${codeLetters}]{8}$`))
    expect(readCode(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code)
    expect(readCode('zsbg-uacd')).toBe('2586VACD')
    expect(readCode('O0I1')).toBeNull()
    expect(readCode('')).toBeNull()
  })
})

describe('the calendar file', () => {
  test('escapes, folds by bytes and ends lines as calendars want', () => {
    const text = calendarFile(
      {
        uid: 'sitting-1@example.kr',
        title: '재건축, 교통; 그리고 아이들이 안전하게 다니는 길에 관한 주민 타운홀미팅\n두 번째 줄',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
        place: '영등포아트홀, 신길로 275',
        url: 'https://example.kr/town-halls/1',
        at: openNow,
        revision: 2,
      },
      'ko',
    )
    const lines = text.split('\r\n')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain(String.raw`SUMMARY:재건축\, 교통\; 그리고`)
    expect(unfolded).toContain(String.raw`타운홀미팅\n두 번째 줄`)
    expect(lines).toContain('DTSTART:20261210T100000Z')
    expect(lines).toContain('DTEND:20261210T110000Z')
    expect(lines).toContain('SEQUENCE:2')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })
})
