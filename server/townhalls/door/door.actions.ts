import type { CheckIn, CheckInOutcome } from '../../../shared/door.ts'
import type { DoorOutcome } from '../../../shared/door-outcomes.ts'
import { maskName } from '../../../shared/masking.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { readCode, readTicket } from '../../../shared/tickets.ts'
import type { Device } from '../../accounts/permissions.rules.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import {
  addCheckIn,
  addVisit,
  checkInById,
  type CheckInRow,
  countAtDoor,
  doorOf,
  endVisit,
  type Guest,
  guestByCode,
  guestById,
  isUndoable,
  lockGuest,
  missedExits,
  partyInside,
  removeVisit,
  staysOf,
} from './door.queries.ts'
import { elsewhere, entering, happenedAt, leaving, standingAtDoor } from './door.rules.ts'
import { verifyTicket } from '../seats/tickets.ts'
import { sittingById, townHallById } from '../townhalls.queries.ts'

type Place = { startsAt: Date; place: string }
/** Who is meant, or why nobody can be. */
type Meant = { guest: Guest } | { outcome: DoorOutcome; elsewhere?: Place }

/**
 * Decides about one ticket, code or name at a door, and writes it down, accepted or not. The same id again gives what
 * was decided first. Whoever is at two doors at once is decided under their own lock: one entry, one refusal.
 */
export async function checkIn(deps: Deps, device: Device, item: CheckIn): Promise<CheckInOutcome> {
  return admit(deps, device, item, await whoIsMeant(deps, device, item))
}

/** The same for someone who is known already. */
export async function admit(
  deps: Deps,
  device: Device,
  item: Pick<CheckIn, 'id' | 'kind' | 'at' | 'offline'>,
  meant: Meant,
): Promise<CheckInOutcome> {
  const now = deps.now()
  const at = happenedAt({ at: new Date(item.at), offline: item.offline }, device, now)
  return deps.db.transaction(async (tx) => {
    const guest = 'guest' in meant ? await lockGuest(tx, meant.guest) : null
    const before = await checkInById(tx, item.id)
    if (before) return answerAgain(deps, tx, device, before)
    const row = {
      id: item.id,
      sittingId: device.sittingId,
      deviceId: device.deviceId,
      memberId: guest?.id ?? null,
      kind: item.kind,
      offline: item.offline,
      at,
      receivedAt: now,
    }
    const decided = guest
      ? await decide(tx, guest, item.kind, at)
      : { outcome: 'guest' in meant ? ('cancelled' as const) : meant.outcome }
    const conflict = item.offline && item.kind === 'entry' && decided.outcome !== 'accepted'
    if (!(await addCheckIn(tx, { ...row, outcome: decided.outcome, conflict })))
      return answerAgain(deps, tx, device, (await checkInById(tx, item.id))!)
    if (guest) await move(tx, guest, { ...row, conflict }, decided)
    return told(deps, tx, { ...row, outcome: decided.outcome, conflict }, guest, {
      since: 'since' in decided ? decided.since : null,
      elsewhere: 'elsewhere' in meant ? meant.elsewhere : undefined,
    })
  })
}

async function whoIsMeant(deps: Deps, device: Device, item: CheckIn): Promise<Meant> {
  const { db } = deps
  if (item.memberId !== undefined) {
    if (!device.maySearch) return { outcome: 'no-search-right' }
    return ofThisSitting(deps, device, await guestById(db, item.memberId))
  }
  if (item.code !== undefined) {
    const code = readCode(item.code)
    return ofThisSitting(deps, device, code ? await guestByCode(db, code) : null)
  }
  const read = readTicket(item.ticket!)
  if (!read) return { outcome: 'unknown' }
  const sitting = await sittingById(db, read.sittingId)
  const hall = sitting && (await townHallById(db, sitting.townHallId))
  if (!hall || !verifyTicket(hall.ticketPublicKey, item.ticket!)) return { outcome: 'not-signed' }
  if (sitting.id !== device.sittingId) return notHere(deps, device, sitting)
  const guest = await guestById(db, read.memberId)
  // It was signed for someone who was taken off their party since.
  return guest ? ofThisSitting(deps, device, guest) : { outcome: 'cancelled' }
}

async function ofThisSitting(deps: Deps, device: Device, guest: Guest | null): Promise<Meant> {
  if (!guest) return { outcome: 'unknown' }
  return guest.sittingId === device.sittingId ? { guest } : notHere(deps, device, guest)
}

async function notHere(deps: Deps, device: Device, there: Place): Promise<Meant> {
  const here = (await sittingById(deps.db, device.sittingId))!
  return { outcome: elsewhere(here, there), elsewhere: there }
}

type Decided =
  { outcome: 'accepted'; leftAt?: Date | null; stayId?: number } | { outcome: DoorOutcome; since?: Date }

async function decide(tx: Db, guest: Guest, kind: CheckIn['kind'], at: Date): Promise<Decided> {
  const stays = await staysOf(tx, guest.id)
  if (kind === 'exit') {
    const stay = leaving(stays, at)
    return stay ? { outcome: 'accepted', stayId: stay.id } : { outcome: 'not-inside' }
  }
  const entry = entering(stays, await missedExits(tx, guest.id), at)
  if (entry.outcome === 'already-inside') return entry
  const standing = standingAtDoor(guest.hallState, guest)
  return standing === 'confirmed' ? entry : { outcome: standing }
}

/**
 * The stay that follows. Someone let in while the network was gone is inside, also where the registration says
 * otherwise: the head-count is of people, the conflict is for the officer.
 */
async function move(
  tx: Db,
  guest: Guest,
  { kind, at, conflict, sittingId }: Pick<CheckInRow, 'kind' | 'at' | 'conflict' | 'sittingId'>,
  decided: Decided,
) {
  if (kind === 'exit') {
    if ('stayId' in decided) await endVisit(tx, decided.stayId!, at)
    return
  }
  if (decided.outcome === 'already-inside') return
  if (decided.outcome !== 'accepted' && !conflict) return
  const leftAt = 'leftAt' in decided ? (decided.leftAt ?? null) : null
  await addVisit(tx, { sittingId, memberId: guest.id, enteredAt: at, leftAt })
}

/** What was decided about this id before; of another device nothing is told. */
async function answerAgain(deps: Deps, tx: Db, device: Device, row: CheckInRow): Promise<CheckInOutcome> {
  if (row.deviceId !== device.deviceId || row.undoes)
    return told(deps, tx, { id: row.id, kind: row.kind, outcome: 'id-used', conflict: false }, null, {})
  const guest = row.memberId === null ? null : await guestById(tx, row.memberId)
  const inside = guest && (await staysOf(tx, guest.id)).find(({ leftAt }) => leftAt === null)
  const since = row.outcome === 'already-inside' ? (inside?.enteredAt ?? null) : null
  return told(deps, tx, row, guest, { since })
}

type More = { since?: Date | null; elsewhere?: Place | undefined }

async function told(
  deps: Deps,
  tx: Db,
  { id, kind, outcome, conflict }: Pick<CheckInRow, 'id' | 'kind' | 'outcome' | 'conflict'>,
  guest: Guest | null,
  { since = null, elsewhere: there }: More,
): Promise<CheckInOutcome> {
  return {
    id,
    kind,
    outcome: outcome as DoorOutcome,
    conflict,
    member: guest && {
      id: guest.id,
      name: maskedName(deps, guest),
      needs: guest.needs,
      ...(await partyInside(tx, guest.partyId)),
    },
    since: since?.toISOString() ?? null,
    door: since && guest ? await doorOf(tx, guest.id, since) : null,
    elsewhere: there ? { startsAt: there.startsAt.toISOString(), place: there.place } : null,
  }
}

/** Empty where the name was erased. */
export const nameOf = ({ secrets }: Pick<Deps, 'secrets'>, { sealedName }: Pick<Guest, 'sealedName'>) =>
  sealedName ? secrets.unseal(sealedName) : ''
export const maskedName = (deps: Pick<Deps, 'secrets'>, guest: Pick<Guest, 'sealedName'>) =>
  maskName(nameOf(deps, guest))

/**
 * Takes back what this device did last: the stay goes as if it had not been, the record of both stays.
 * Sent twice, it is done once.
 * @throws Refusal `not-found`, `undo-not-last`
 */
export async function undoCheckIn(deps: Deps, device: Device, input: { id: string; undoes: string }) {
  return deps.db.transaction(async (tx) => {
    await takeBack(tx, device, input, deps.now())
    return countAtDoor(tx, device.sittingId)
  })
}

/** The same within a transaction. */
export async function takeBack(tx: Db, device: Device, input: { id: string; undoes: string }, at: Date) {
  const known = await checkInById(tx, input.undoes)
  if (known?.deviceId !== device.deviceId || known.memberId === null) throw new Refusal('not-found')
  const guest = await guestById(tx, known.memberId)
  if (guest) await lockGuest(tx, guest)
  const sent = await checkInById(tx, input.id)
  if (sent?.undoes === known.id) return
  if (sent || known.outcome !== 'accepted' || !(await isUndoable(tx, device.deviceId, known)))
    throw new Refusal('undo-not-last')
  const stays = guest ? await staysOf(tx, guest.id) : []
  const stay = stays.find(({ enteredAt, leftAt }) =>
    known.kind === 'entry'
      ? enteredAt.getTime() === known.at.getTime()
      : leftAt?.getTime() === known.at.getTime(),
  )
  const insideAgain = stays.some(({ leftAt }) => leftAt === null)
  if (!stay || (known.kind === 'exit' && insideAgain)) throw new Refusal('undo-not-last')
  const row = { ...known, id: input.id, undoes: known.id, outcome: 'undone', offline: false }
  if (!(await addCheckIn(tx, { ...row, at, receivedAt: at }))) throw new Refusal('undo-not-last')
  if (known.kind === 'entry') await removeVisit(tx, stay.id)
  else await endVisit(tx, stay.id, null)
}
