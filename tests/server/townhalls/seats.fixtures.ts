import { randomUUID } from 'node:crypto'
import { makeTicketKeys } from '../../../server/townhalls/seats/tickets.ts'
import { quotas, sittings, townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import type { AccessNeed, QuotaKind } from '../../../shared/town-halls.ts'
import type { TestApp } from '../../support/app.ts'
import { inParallel } from '../../support/parallel.ts'

type Site = Pick<TestApp, 'deps' | 'as' | 'api'>
type Limit = [kind: QuotaKind, key: string, seats: number]
type About = Partial<typeof townHalls.$inferInsert> & {
  limits?: Limit[]
  /** More than one makes a town hall of several sittings with the same limits. */
  sittings?: number
  startsAt?: Date
}

export const opensAt = new Date('2026-11-20T00:00:00Z')
/** Registration is open, in the afternoon of Seoul. */
export const openNow = new Date('2026-11-25T05:00:00Z')
export const closesAt = new Date('2026-12-08T09:00:00Z')
export const startsAt = new Date('2026-12-10T10:00:00Z')

/** An announced town hall whose registration is open at `openNow`. */
export async function anOpenHall({ deps, as }: Site, about: About = {}) {
  const { limits = [['total', '', 2]], sittings: many = 1, startsAt: at = startsAt, ...rest } = about
  const { officerId } = await as.officer('communication')
  const [hall] = await deps.db
    .insert(townHalls)
    .values({
      state: 'announced',
      form: 'in-person',
      titleKo: '여의도 재건축 주민 타운홀미팅',
      titleEn: 'Town hall on rebuilding in Yeouido',
      summaryKo: '주민과 함께 이야기합니다.',
      summaryEn: 'A talk with residents.',
      host: '구청장',
      agenda: [],
      formQuestions: [],
      registrationOpensAt: opensAt,
      registrationClosesAt: closesAt,
      admission: 'order',
      offerHours: 24,
      reminderHours: [48, 3],
      createdBy: officerId,
      createdAt: opensAt,
      updatedAt: opensAt,
      announcedAt: opensAt,
      ...makeTicketKeys(deps.secrets),
      ...rest,
    })
    .returning({ id: townHalls.id })
  const townHallId = hall!.id
  const made = await deps.db
    .insert(sittings)
    .values(
      Array.from({ length: many }, (_, position) => ({
        townHallId,
        position: position + 1,
        name: many === 1 ? '' : `${position + 1}회차`,
        startsAt: at,
        endsAt: new Date(at.getTime() + 2 * 3_600_000),
        place: '영등포아트홀',
        address: '신길로 275',
        onlineUrl: 'https://live.example/7',
      })),
    )
    .returning({ id: sittings.id })
  const rows = made.flatMap(({ id: sittingId }) =>
    limits.map(([kind, key, seats]) => ({ sittingId, kind, key, seats })),
  )
  if (rows.length > 0) await deps.db.insert(quotas).values(rows)
  return { id: townHallId, sittingId: made[0]!.id, sittingIds: made.map(({ id }) => id) }
}

export type Hall = Awaited<ReturnType<typeof anOpenHall>>
type Wish = {
  sittingId?: number
  people?: number
  needs?: AccessNeed[]
  partyId?: string
  mode?: 'in-person' | 'online'
  kind?: 'resident' | 'involved' | 'proposer'
  dong?: string | null
  answers?: Record<string, string>
}

/** What someone sends for a party of so many people; the first has the needs. */
export const wishFor = (hall: Hall, { people = 1, needs = [], ...wish }: Wish = {}) => ({
  partyId: randomUUID(),
  sittingId: hall.sittingId,
  mode: 'in-person',
  members: Array.from({ length: people }, (_, at) => ({
    name: `참가자 ${at + 1}`,
    needs: at === 0 ? needs : [],
  })),
  ...wish,
})

/** Registers a party through the server. */
export const registerAs = ({ api }: Site, hall: Hall, cookie: string, wish: Wish = {}) =>
  api('POST', `/api/town-halls/${hall.id}/registrations`, wishFor(hall, wish), { cookie })

/** Someone new, and what became of their registration. */
export async function newcomer(site: Site, hall: Hall, wish: Wish = {}) {
  const person = await site.as.resident()
  const answer = await registerAs(site, hall, person.cookie, wish)
  const at = `/api/town-halls/${hall.id}/registrations/mine`
  const { cookie } = person
  return {
    ...person,
    answer,
    mine: async () => (await site.api('GET', at, undefined, { cookie })).body,
    cancel: () => site.api('DELETE', at, undefined, { cookie }),
    change: (body: unknown) => site.api('PUT', at, body, { cookie }),
    accept: () => site.api('POST', `${at}/acceptance`, undefined, { cookie }),
    decline: () => site.api('POST', `${at}/declination`, undefined, { cookie }),
  }
}

/** States of all parties in their order, as the database has them. */
export async function statesOf({ deps }: Site, sittingId: number) {
  const rows = await deps.sql`
    select p.state, p.place, count(m.id)::int as people from parties p join members m on m.party_id = p.id
    where p.sitting_id = ${sittingId} group by p.id order by p.place`
  return rows as unknown as { state: string; place: number; people: number }[]
}

/** How many people have seats. */
export async function seatedIn({ deps }: Site, sittingId: number): Promise<number> {
  const [row] = await deps.sql`
    select count(*)::int as people from parties p join members m on m.party_id = p.id
    where p.sitting_id = ${sittingId} and p.state in ('offered', 'confirmed')`
  return row!.people as number
}

/** What each of many got, asked so many at a time. */
export async function gathered<T, R>(
  items: T[],
  width: number,
  ask: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const got: R[] = []
  await inParallel([...items.entries()], width, async ([at, item]) => {
    got[at] = await ask(item, at)
  })
  return got
}
