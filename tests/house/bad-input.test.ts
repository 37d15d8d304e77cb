import { describe, expect, test, vi } from 'vitest'
import { type Permission, permissions } from '../../server/accounts/permissions.rules.ts'
import { anOpenPetition } from '../server/petitions/fixtures.ts'
import { aPhone } from '../server/townhalls/door.fixtures.ts'
import { anOpenHall } from '../server/townhalls/seats.fixtures.ts'
import { inParallel } from '../support/parallel.ts'
import { type Bad, senseless, strangeIds, strangeQueries, unreadable } from './bad-bodies.ts'
import {
  addressOf,
  changes,
  cookieOf,
  kinds,
  nameOf,
  type Kind,
  type Route,
  startWithRoutes,
} from './routes.ts'

// A route is asked some fifty times.
vi.setConfig({ testTimeout: 120_000 })

const { site, routes } = await startWithRoutes()
const { sql } = site.deps
const petition = await anOpenPetition(sql)

// Several, asked in turn: one alone would be slowed down before its input is looked at.
const hall = await anOpenHall(site, { startsAt: new Date(Date.now() + 7 * 86_400_000) })
const phones = await Promise.all(Array.from({ length: 20 }, () => aPhone(site, hall)))
let asked = 0

/** The first kind of actor who may, so that what is refused is the input and not the person. */
function kindFor({ may }: Route): Kind {
  const order: Kind[] = ['resident', 'communication', 'department', 'mayor', 'administrator', 'visitor']
  return order.find((kind) =>
    permissions[may as Permission](
      (kind === 'resident' || kind === 'visitor' ? { kind } : { kind: 'officer', role: kind }) as never,
    ),
  )!
}
const cookies = new Map<Kind, string | undefined>()
for (const kind of kinds) cookies.set(kind, await cookieOf(site, kind))

/** What shows who asks: the cookie of a session, or the token of a phone at the door. */
async function proofFor(route: Route): Promise<Record<string, string>> {
  if (route.may === 'door.device') return phones[(asked += 1) % phones.length]!.headers
  const kind = kindFor(route)
  // What signs out or closes an account must not take the actor away from the others.
  const cookie = changes(route) ? await cookieOf(site, kind) : cookies.get(kind)
  return cookie ? { cookie } : {}
}

/** Asks as a browser (pages) or a program (API) would; `fetch` mends some addresses, so that those go as they are. */
async function send(route: Route, address: string, bad: Bad = {}) {
  const response = await site.site.app.inject({
    method: route.method as 'GET',
    url: address,
    headers: {
      accept: route.url.startsWith('/api/') ? 'application/json' : 'text/html',
      'sec-fetch-site': 'same-origin',
      ...(bad.type && { 'content-type': bad.type }),
      ...(await proofFor(route)),
    },
    ...(bad.body !== undefined && { payload: Buffer.from(await new Response(bad.body).arrayBuffer()) }),
  })
  const type = String(response.headers['content-type'] ?? '')
  return { status: response.statusCode, type, text: response.body, location: response.headers.location }
}

const tables = await sql<{ name: string }[]>`
  select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE'
    and table_name not in ('sessions', 'persons', 'identities', 'consents', 'officers')`
const counting = tables
  .map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`)
  .join(' union all ')

/** Every row of what people and officers make; sessions are made by the test itself. */
async function rowsOf(): Promise<Record<string, number>> {
  const rows = await sql.unsafe<{ name: string; count: number }[]>(counting)
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

const isRefusal = ({ status, type }: { status: number; type: string }) =>
  status >= 400 && status < 500 && /^(?:application\/problem\+json|text\/html)/.test(type)
/** Without script what a person wrote never becomes an element. */
const holdsScript = ({ text, type }: { text: string; type: string }) =>
  type.startsWith('text/html') && text.includes('<script>alert')

const changing = routes.filter(changes).map((route) => [nameOf(route), route] as const)
const reading = routes.filter((route) => !changes(route)).map((route) => [nameOf(route), route] as const)

describe('a body that cannot be read is refused, and nothing is written', () => {
  test.each(changing)('%s', async (_name, route) => {
    const before = await rowsOf()
    const wrong: string[] = []
    for (const address of new Set([addressOf(route), addressOf(route, theOpenOne)])) {
      await inParallel(Object.entries(unreadable), 4, async ([name, bad]) => {
        const answer = await send(route, address, bad)
        if (!isRefusal(answer)) wrong.push(`${name} at ${address}: ${answer.status} ${answer.type}`)
      })
    }
    expect(wrong).toEqual([])
    expect(await rowsOf()).toEqual(before)
  })
})

describe('a body that says nothing sensible is no fault of ours', () => {
  test.each(changing)('%s', async (_name, route) => {
    const wrong: string[] = []
    for (const address of new Set([addressOf(route), addressOf(route, theOpenOne)])) {
      await inParallel(Object.entries(senseless), 4, async ([name, bad]) => {
        const answer = await send(route, address, bad)
        const fine = isRefusal(answer) || answer.status < 400
        if (!fine || holdsScript(answer)) wrong.push(`${name} at ${address}: ${answer.status} ${answer.type}`)
      })
    }
    expect(wrong).toEqual([])
  })
})

describe('an id or number that nobody gave out is refused', () => {
  test.each([...changing, ...reading].filter(([, { url }]) => url.includes(':')))(
    '%s',
    async (_name, route) => {
      const before = await rowsOf()
      const wrong: string[] = []
      await inParallel(strangeIds, 4, async (id) => {
        const answer = await send(
          route,
          addressOf(route, () => id),
          { type: 'application/json', body: '{}' },
        )
        // Led on to a page that is not there either.
        const next = answer.location ? await send({ ...route, method: 'GET' }, answer.location) : answer
        if (!isRefusal(next) || holdsScript(next))
          wrong.push(`${id}: ${answer.status} ${answer.type} ${String(answer.location ?? '')} ${next.status}`)
      })
      expect(wrong).toEqual([])
      expect(await rowsOf()).toEqual(before)
    },
  )
})

describe('a query that nobody understands is no fault of ours', () => {
  test.each(reading)('%s', async (_name, route) => {
    const wrong: string[] = []
    for (const address of new Set([addressOf(route), addressOf(route, theOpenOne)])) {
      await inParallel(strangeQueries, 4, async (query) => {
        const answer = await send(route, `${address}?${query}`)
        const away = /^(?:https?:)?\/\//.test(String(answer.location ?? ''))
        if ((answer.status >= 500 && route.may !== 'site.health') || away || holdsScript(answer))
          wrong.push(`?${query} at ${address}: ${answer.status} ${String(answer.location ?? '')}`)
      })
    }
    expect(wrong).toEqual([])
  })
})

/** The same addresses with the number of a petition that is there. */
function theOpenOne(name: string) {
  return name === 'number' ? petition.number : '424242'
}
