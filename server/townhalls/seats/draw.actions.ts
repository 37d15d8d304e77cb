import { type DrawResult, drawRule } from '../../../shared/draws.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { sha256 } from '../../platform/secrets.ts'
import { drawOrder } from './draw.ts'
import { type Drawn, publishedPlaces, publishPlaces, saveDrawn } from './draw.queries.ts'
import { mustNotHaveBegun } from './registering.rules.ts'
import { heldIn, partiesInOrder } from './registrations.queries.ts'
import { type Group, seatFor } from './seats.rules.ts'
import { tellEveryone } from './telling.actions.ts'
import {
  lockSittingsOf,
  saveTownHall,
  type SittingRow,
  sittingsOf,
  type TownHallRow,
  townHallById,
} from '../townhalls.queries.ts'
import { modesOf } from '../townhalls.rules.ts'
import { limitsOf } from './waiting.actions.ts'

/**
 * Holds the draw, once, after registration has closed: the sealed seed is opened and published, everyone who applied
 * gets a place in its order, and whoever fits in that order is confirmed; the rest waits in it.
 * @throws Refusal `not-found`, `not-allowed-now`, `sitting-begun`, `draw-not-yet` also for a second time
 */
export async function drawTownHall(deps: Deps, officer: Officer, townHallId: number): Promise<DrawResult> {
  const at = deps.now()
  return changePublic(deps, async (tx) => {
    const sittings = await lockSittingsOf(tx, townHallId)
    const hall = await townHallById(tx, townHallId)
    if (!hall || hall.state === 'draft') throw new Refusal('not-found')
    if (hall.admission !== 'draw' || hall.state !== 'announced') throw new Refusal('not-allowed-now')
    if (hall.drawnAt || at < hall.registrationClosesAt) throw new Refusal('draw-not-yet')
    for (const { startsAt } of sittings) mustNotHaveBegun(startsAt, at)
    const seed = deps.secrets.unseal(hall.sealedSeed!)
    if (!sha256(seed).equals(hall.seedHash!))
      throw new Error('The sealed seed is not the one that was committed.')
    // The version that a page showed to an officer is no longer the present one.
    const updatedAt = new Date(Math.max(at.getTime(), hall.updatedAt.getTime() + 1))
    await saveTownHall(tx, townHallId, { seed, drawnAt: at }, updatedAt)
    for (const sitting of sittings) await drawSitting(tx, { hall, sitting, seed, at })
    await record(deps, tx, officer, 'townhall.draw', { kind: 'townhall', id: townHallId })
    await tellEveryone(tx, { what: 'drawn', townHallId })
    return resultOf(tx, { ...hall, seed, drawnAt: at })
  })
}

type Drawing = { hall: TownHallRow; sitting: SittingRow; seed: string; at: Date }

async function drawSitting(tx: Db, { hall, sitting, seed, at }: Drawing) {
  const applied = new Map(
    (await partiesInOrder(tx, sitting.id, 'applied')).map((party) => [party.partyId, party]),
  )
  const order = drawOrder(seed, [...applied.keys()])
  const limits = await limitsOf(tx, hall, sitting, at)
  const held: Group[] = await heldIn(tx, [sitting.id])
  const mayGoOnline = modesOf(hall.form).includes('online')
  const drawn = order.map((partyId, place): Drawn => {
    const party = applied.get(partyId)!
    const { mode, movedOnline, lacking } = seatFor(party, limits, held, mayGoOnline)
    const state = lacking.length === 0 ? 'confirmed' : 'waiting'
    if (state === 'confirmed') held.push({ ...party, mode })
    return { id: party.id, place: sitting.lastPlace + place + 1, state, mode, movedOnline }
  })
  await saveDrawn(tx, sitting.id, drawn, at)
  await publishPlaces(tx, sitting.id, order)
}

/** What is published of a draw. @throws Refusal `not-found` where seats are given in order, and for a draft */
export async function publishedDraw({ db }: Pick<Deps, 'db'>, townHallId: number): Promise<DrawResult> {
  const hall = await townHallById(db, townHallId)
  if (hall?.admission !== 'draw' || hall.state === 'draft') throw new Refusal('not-found')
  return resultOf(db, hall)
}

async function resultOf(db: Db, hall: TownHallRow): Promise<DrawResult> {
  const sittings = await sittingsOf(db, hall.id)
  const ids = sittings.map(({ id }) => id)
  const places = hall.drawnAt ? await publishedPlaces(db, ids) : []
  return {
    townHallId: hall.id,
    rule: drawRule,
    seedHash: hall.seedHash!.toString('hex'),
    seed: hall.drawnAt ? hall.seed : null,
    drawnAt: hall.drawnAt?.toISOString() ?? null,
    sittings: ids.map((id) => ({
      id,
      parties: places.filter(({ sittingId }) => sittingId === id).map(({ partyId }) => partyId),
    })),
  }
}
