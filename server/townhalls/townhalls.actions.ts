import { randomBytes } from 'node:crypto'
import type { TownHallActReply } from '../../shared/town-halls.desk.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import { record } from '../audit/audit.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { changePublic } from '../platform/render/drops.ts'
import { sha256 } from '../platform/secrets.ts'
import { lockTownHall } from './desk/desk-townhalls.queries.ts'
import { endRoom } from './live/ending.actions.ts'
import { promiseUnanswered } from './questions/promising.actions.ts'
import { tellEveryone } from './seats/telling.actions.ts'
import { lockSittingsOf, saveTownHall, type SittingRow, type TownHallRow } from './townhalls.queries.ts'
import {
  advanceTownHall,
  mayBegin,
  mustBeAnnounceable,
  mustHaveReason,
  type TownHallStep,
} from './townhalls.rules.ts'

/** Which town hall, as which page showed it. */
export type Asked = { id: number; seen?: string | undefined }
type Scene = { tx: Db; hall: TownHallRow; sittings: SittingRow[]; at: Date }

/**
 * One step of a town hall: its sittings and its row locked, rule, save, audit and jobs in one transaction.
 * @throws Refusal `not-found`, `changed-meanwhile`, `not-allowed-now`, and what `follow` throws
 */
const step = (deps: Deps, officer: Officer, asked: Asked, name: TownHallStep, follow: Follow) =>
  changePublic(deps, (tx) => stepIn(deps, tx, officer, asked, name, follow))

type Follow = (scene: Scene) => Partial<TownHallRow> | Promise<Partial<TownHallRow>>
/** An officer who acts, known by id alone where they act in the live room. */
type Acting = { kind: 'officer'; officerId: number }

/** The same in a transaction of someone else. */
async function stepIn(
  deps: Deps,
  tx: Db,
  officer: Acting,
  { id, seen }: Asked,
  name: TownHallStep,
  follow: Follow,
): Promise<TownHallActReply> {
  const sittings = await lockSittingsOf(tx, id)
  const hall = await lockTownHall(tx, id)
  if (!hall) throw new Refusal('not-found')
  if (seen !== undefined && Date.parse(seen) !== hall.updatedAt.getTime())
    throw new Refusal('changed-meanwhile')
  const at = deps.now()
  const state = advanceTownHall(hall.state, name)
  const change = await follow({ tx, hall, sittings, at })
  const updatedAt = new Date(Math.max(at.getTime(), hall.updatedAt.getTime() + 1))
  await saveTownHall(tx, id, { ...change, state }, updatedAt)
  await record(deps, tx, officer, `townhall.${name}`, { kind: 'townhall', id }, { from: hall.state })
  return { id, state, seen: updatedAt.toISOString() }
}

/**
 * Makes it public. A draw's seed is chosen and sealed now and its hash is published, so that nobody can choose the seed
 * once it is known who applied.
 * @throws as `mustBeAnnounceable`
 */
export const announceTownHall = (deps: Deps, officer: Officer, asked: Asked) =>
  step(deps, officer, asked, 'announce', ({ hall, sittings, at }) => {
    const seed = hall.admission === 'draw' ? randomBytes(32).toString('hex') : null
    const committed = seed === null ? null : { seedHash: sha256(seed), sealedSeed: deps.secrets.seal(seed) }
    mustBeAnnounceable({ ...hall, seedHash: committed?.seedHash ?? null, sittings }, at)
    return { ...committed, announcedAt: at }
  })

const begun: Follow = ({ hall, sittings, at }) => {
  const first = new Date(Math.min(...sittings.map(({ startsAt }) => startsAt.getTime())))
  if (!mayBegin(hall.state, first, at)) throw new Refusal('not-yet-live')
  return {}
}

/** Goes live. @throws Refusal `not-yet-live`, long before its first sitting */
export const beginTownHall = (deps: Deps, officer: Officer, asked: Asked) =>
  step(deps, officer, asked, 'begin', begun)

/** The same as the live room opens. */
export const beginWithRoom = (deps: Deps, tx: Db, officer: Acting, townHallId: number) =>
  stepIn(deps, tx, officer, { id: townHallId }, 'begin', begun)

/** Ends it, and its live room with it. Questions that nobody answered become cards of the ledger. */
export const endTownHall = (deps: Deps, officer: Officer, asked: Asked) =>
  step(deps, officer, asked, 'end', async ({ tx, hall, at }) => {
    await endRoom(deps, tx, officer, hall.id)
    await promiseUnanswered(deps, tx, officer, hall.id)
    return { endedAt: at }
  })

/** The same as the live room closes. */
export const endWithRoom = (deps: Deps, tx: Db, officer: Acting, townHallId: number) =>
  stepIn(deps, tx, officer, { id: townHallId }, 'end', ({ at }) => ({ endedAt: at }))

export const archiveTownHall = (deps: Deps, officer: Officer, asked: Asked) =>
  step(deps, officer, asked, 'archive', () => ({}))

/** It does not take place: everyone who stands in it reads the reason. @throws Refusal `reason-required` */
export const cancelTownHall = (
  deps: Deps,
  officer: Officer,
  { reason, ...asked }: Asked & { reason: string },
) =>
  step(deps, officer, asked, 'cancel', async ({ tx, hall }) => {
    mustHaveReason(reason)
    // A draft that nobody knows of is thrown away instead.
    if (hall.state === 'draft') throw new Refusal('not-allowed-now')
    await tellEveryone(tx, { what: 'cancelled', townHallId: hall.id })
    return { cancelReason: reason }
  })
