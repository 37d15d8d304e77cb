import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillDemonstration } from '../../../server/demo/demo.ts'
import type { DrawResult } from '../../../shared/draws.ts'
import { dayOf, addDays } from '../../../shared/kst.ts'
import type { PublicTownHall } from '../../../shared/town-hall-pages.ts'
import { startApp } from '../../support/app.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import { runToEnd } from '../../support/product.ts'

const now = new Date('2026-11-25T05:00:00Z')
const site = await startApp({ now })
await fillDemonstration(site.deps, () => {})
const folder = await mkdtemp(join(tmpdir(), 'sotong-demo-draw-'))
atEndOfFile(() => rm(folder, { recursive: true, force: true }))

const list = async (when: string) =>
  (await site.api('GET', `/api/town-halls?when=${when}`)).body.items as { id: number }[]
const hallsOf = async (when: string) =>
  Promise.all(
    (await list(when)).map(
      async ({ id }) => (await site.api('GET', `/api/town-halls/${id}`)).body as unknown as PublicTownHall,
    ),
  )
/** How many people have seats of a town hall, and how many parties wait for some. */
async function standing(id: number) {
  const [row] = await site.deps.sql`
    select (count(m.id) filter (where p.state in ('confirmed', 'offered')))::int as seated,
      (count(distinct p.id) filter (where p.state = 'waiting'))::int as waiting
    from parties p join members m on m.party_id = p.id where p.town_hall_id = ${id}`
  return row as { seated: number; waiting: number }
}

test('the demonstration holds one that is open, one that is full with a list, one tomorrow, several past', async () => {
  const upcoming = await hallsOf('upcoming')
  const tomorrow = addDays(dayOf(now), 1)
  const dayOfFirst = ({ sittings }: PublicTownHall) => dayOf(new Date(sittings[0]!.startsAt))
  expect(upcoming.filter((hall) => dayOfFirst(hall) === tomorrow)).toHaveLength(1)
  const open = upcoming.filter(({ stage }) => stage === 'open')
  const stands = await Promise.all(open.map(({ id }) => standing(id)))
  expect(stands.some(({ waiting }) => waiting === 0)).toBe(true)
  const rooms = await Promise.all(
    open.map(async ({ id }) => (await site.api('GET', `/api/town-halls/${id}/seats`)).body.sittings[0].rooms),
  )
  const totals = rooms.flat().filter(({ kind, full }) => kind === 'total' && full)
  expect(totals).toHaveLength(1)
  expect(totals[0].waiting).toBeGreaterThan(5)
  const past = await hallsOf('past')
  expect(past.length).toBeGreaterThanOrEqual(4)
  for (const { id } of past) expect((await standing(id)).seated).toBeGreaterThan(20)
})

test('of its past draw, the page, the published result and `npm run draw` say the same', async () => {
  const drawn = (await hallsOf('past')).filter(({ admission }) => admission === 'draw')
  expect(drawn).toHaveLength(1)
  const path = `/town-halls/${drawn[0]!.id}/draw`
  const { body: result } = await site.api<DrawResult>('GET', `/api${path}`)
  const { parties } = result.sittings[0]!
  expect(parties.length).toBeGreaterThan(50)
  const { html } = await site.page(path)
  expect(html).toContain(result.seed!)
  const shown = parties.map((partyId) => html.indexOf(partyId))
  expect(shown.every((at, index) => at > (shown[index - 1] ?? 0))).toBe(true)
  const file = join(folder, 'result.json')
  const compute = async (of: DrawResult) => {
    await writeFile(file, JSON.stringify(of))
    return runToEnd('server/draw.ts', ['--file', file], {})
  }
  expect(await compute(result)).toMatchObject({ code: 0 })
  const swapped = parties.with(0, parties[1]!).with(1, parties[0]!)
  expect(
    await compute({ ...result, sittings: [{ ...result.sittings[0]!, parties: swapped }] }),
  ).toMatchObject({
    code: 1,
  })
})
