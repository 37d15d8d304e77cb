import { randomUUID } from 'node:crypto'
import { makeResidents, makeSessions } from '../../server/demo/residents.ts'
import { drizzle } from 'drizzle-orm/postgres-js'
import { type Asked, askUntilAnswered, nothingSeen, type Seen } from './asking.ts'
import type { World } from './world.ts'

/** What the server said is done, by what identifies it. */
export type Acknowledged = {
  /** `number person` */
  endorsements: Set<string>
  /** draft id → the number told */
  filings: Map<string, string>
  parties: Set<string>
  questions: Set<string>
  /** addresses that were told that a code is on its way */
  codes: Set<string>
}

export type Storm = {
  acknowledged: Acknowledged
  seen: Seen
  count(): number
  /** No new writes begin; those that were begun are tried until they are answered or until `patienceMs` passed. */
  end(patienceMs?: number): Promise<void>
}

type Person = { id: number; cookie: string; key: number }
let crowds = 0
let keys = 0

/** New people, each with a session. */
async function crowdOf({ sql, secrets }: World, count: number): Promise<Person[]> {
  const db = drizzle(sql)
  const dongs = (await sql`select code from dongs order by position`).map(({ code }) => code as string)
  const deps = { secrets, machineNow: () => new Date() }
  crowds += 1
  return db.transaction(async (tx) => {
    const residents = await makeResidents(deps, tx, count, dongs, `storm-${Date.now()}-${crowds}`)
    const ids = await makeSessions(deps, tx, residents)
    return residents.map(({ id }, at) => ({ id, cookie: `sid=${ids[at]}`, key: (keys += 1) }))
  })
}

/** Endorsements, filings, registrations, questions and codes by mail, all at once, until told to end. */
export async function startStorm(world: World, urls = [world.url]): Promise<Storm> {
  const { sql } = world
  const petitions = (
    await sql`select number from petitions where state = 'open' and hidden_at is null order by id`
  ).map(({ number }) => number as string)
  const [hall] = await sql`
    select h.id::int as id, s.id::int as sitting from town_halls h join sittings s on s.town_hall_id = h.id
    where h.state = 'announced' and h.registration_opens_at < now() and h.registration_closes_at > now() limit 1`
  const people = await crowdOf(world, 1500)
  const acknowledged: Acknowledged = {
    endorsements: new Set(),
    filings: new Map(),
    parties: new Set(),
    questions: new Set(),
    codes: new Set(),
  }
  const seen = nothingSeen()
  const state = { ending: false, tooLate: Infinity }
  const over = () => Date.now() > state.tooLate

  const ask = (asked: Asked) => askUntilAnswered(urls[asked.caller % urls.length]!, asked, seen, over)
  const post = (path: string, { cookie, key }: Person, body?: unknown) =>
    ask({ method: 'POST', path, cookie, body, caller: key })
  const acts: ((person: Person) => Promise<void>)[] = [
    async (person) => {
      // Nearly everyone wants the same petition.
      const number = petitions[Math.random() < 0.7 ? 0 : Math.floor(Math.random() * petitions.length)]!
      if (await post(`/api/petitions/${number}/endorsements`, person))
        acknowledged.endorsements.add(`${number} ${person.id}`)
    },
    async (person) => {
      const filing = filingOf(person)
      const receipt = await post('/api/petitions', person, filing)
      if (receipt) acknowledged.filings.set(filing.draftId, receipt.number as string)
    },
    async (person) => {
      const party = { partyId: randomUUID(), sittingId: hall!.sitting as number, mode: 'in-person' }
      if (
        await post(`/api/town-halls/${hall!.id}/registrations`, person, {
          ...party,
          members: [{ name: '참가자' }],
        })
      )
        acknowledged.parties.add(party.partyId)
    },
    async (person) => {
      const commandId = randomUUID()
      const text = `밤길에 조명은 언제 놓이나요? ${person.key}`
      if (await post(`/api/town-halls/${hall!.id}/questions`, person, { commandId, text }))
        acknowledged.questions.add(commandId)
    },
    async (person) => {
      const email = `code-${person.id}@storm.example`
      if (await post('/api/sign-in-codes', person, { email })) acknowledged.codes.add(email)
    },
  ]
  // Each person does one thing of each kind: half of the lines endorse, the others do the rest.
  const waiting = people.values()
  const line = async (at: number) => {
    for (const person of waiting) {
      if (state.ending) return
      await acts[at % 2 === 0 ? 0 : 1 + (Math.floor(at / 2) % (acts.length - 1))]!(person)
    }
  }
  const lines = Promise.all(Array.from({ length: 16 }, (_, at) => line(at)))
  return {
    acknowledged,
    seen,
    count: () =>
      acknowledged.endorsements.size +
      acknowledged.filings.size +
      acknowledged.parties.size +
      acknowledged.questions.size +
      acknowledged.codes.size,
    async end(patienceMs = 30_000) {
      state.ending = true
      state.tooLate = Date.now() + patienceMs
      await lines
    },
  }
}

const filingOf = ({ key }: Person) => ({
  draftId: randomUUID(),
  title: `밤길에 조명을 놓아 주세요 ${key}`,
  category: 'living-environment',
  problem: '저녁 7시만 되어도 다리 아래가 캄캄합니다.',
  proposal: '다리 아래 세 곳에 조명을 먼저 놓아 주세요.',
  displayName: '홍길동',
})
