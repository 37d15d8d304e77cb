import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { members, parties } from '../../../server/townhalls/seats/registrations.tables.ts'
import { openTicketKey, signTicket } from '../../../server/townhalls/seats/tickets.ts'
import { townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import type { CheckInReply } from '../../../shared/door.ts'
import type { TestApp } from '../../support/app.ts'
import { type Hall, newcomer } from './seats.fixtures.ts'

type Site = Pick<TestApp, 'deps' | 'as' | 'api'>

/** Half an hour before the sitting of `seats.fixtures` begins. */
export const doorsOpen = new Date('2026-12-10T09:30:00Z')

export const newToken = () => randomBytes(32).toString('base64url')

type About = { name?: string; sittingId?: number; maySearch?: boolean; mayAdmit?: boolean }
type Scan = {
  ticket?: string
  code?: string
  memberId?: number
  kind?: 'entry' | 'exit'
  at?: Date
  id?: string
}

/** A phone that an officer set up and that has opened its link. */
export async function aPhone(site: Site, hall: Hall, about: About = {}, cookie?: string) {
  const officer = cookie ?? (await site.as.officer('communication')).cookie
  const { name = '정문', sittingId: sitting = hall.sittingId, ...rights } = about
  const made = await site.api(
    'POST',
    `/api/desk/town-halls/${hall.id}/door/devices`,
    { id: randomUUID(), name, sitting, ...rights },
    { cookie: officer },
  )
  const link = String(made.body.link).split('#')[1]!
  const token = newToken()
  const claimed = await site.api('POST', '/api/door/devices', { link, token })
  const headers = { authorization: `Bearer ${token}` }
  const itemOf = ({ at, ...scan }: Scan, offline: boolean) => ({
    id: randomUUID(),
    kind: 'entry',
    at: (at ?? site.deps.now()).toISOString(),
    offline,
    ...scan,
  })
  const send = (body: unknown) =>
    site.api<CheckInReply>('POST', `/api/town-halls/${hall.id}/check-ins`, body, { headers })
  return {
    id: claimed.body.id as string,
    link,
    token,
    headers,
    officer,
    send,
    ask: (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
      site.api(method, path, body, { headers: { ...headers, ...more } }),
    /** One scan with the network there. */
    scan: async (scan: Scan) => (await send(itemOf(scan, false))).body.items[0]!,
    /** What was noted with the network gone, sent at once. */
    handIn: async (scans: Scan[]) =>
      (await send({ items: scans.map((scan) => itemOf(scan, true)) })).body.items,
  }
}

export type Phone = Awaited<ReturnType<typeof aPhone>>

/** Someone registered, with the tickets and codes of their party. */
export async function aGuest(site: Site, hall: Hall, people = 1) {
  const person = await newcomer(site, hall, { people })
  const tickets = await ticketsOf(site, hall, person.answer.body.id as number)
  return { ...person, partyId: person.answer.body.id as number, tickets, ...tickets[0]! }
}

export async function ticketsOf({ deps }: Site, hall: Hall, partyId: number) {
  const [row] = await deps.db.select().from(townHalls).where(eq(townHalls.id, hall.id))
  const key = openTicketKey(deps.secrets, row!.sealedTicketKey)
  const [party] = await deps.db.select().from(parties).where(eq(parties.id, partyId))
  const people = await deps.db
    .select()
    .from(members)
    .where(eq(members.partyId, partyId))
    .orderBy(members.position)
  return people.map(({ id, code }) => ({
    memberId: id,
    code,
    ticket: signTicket(key, id, party!.sittingId),
  }))
}

/** Stays without an end and people who came, as the rows say. */
export async function rowsAtDoor({ deps }: Site, sittingId: number) {
  const [row] = await deps.sql`
    select (count(*) filter (where left_at is null))::int as inside, count(distinct member_id)::int as came
    from visits where sitting_id = ${sittingId}`
  return row as { inside: number; came: number }
}
