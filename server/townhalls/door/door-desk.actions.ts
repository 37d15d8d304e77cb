import { randomUUID } from 'node:crypto'
import type { DoorConflict, DoorDeskProps } from '../../../shared/door.ts'
import type { DoorOutcome } from '../../../shared/door-outcomes.ts'
import { emptyForm } from '../../../shared/forms.ts'
import { maskName } from '../../../shared/masking.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { deviceLines } from './door-devices.actions.ts'
import { conflictsOf, countAtDoor, settleConflict } from './door.queries.ts'
import { deviceExpiry } from './door.rules.ts'
import { sittingsOf, townHallById } from '../townhalls.queries.ts'

const mostConflicts = 100
const instant = (text: string | null) => text && new Date(text).toISOString()

/** Both stories of every conflict, the newest first, with masked names. */
export async function doorConflicts(deps: Deps, townHallId: number): Promise<DoorConflict[]> {
  return (await conflictsOf(deps.db, townHallId, mostConflicts)).map((row) => {
    const inside = row.outcome === 'already-inside'
    return {
      id: row.id,
      sittingId: Number(row.sitting_id),
      outcome: row.outcome as DoorOutcome,
      kind: row.kind,
      name: row.sealed_name && maskName(deps.secrets.unseal(row.sealed_name)),
      at: instant(row.at)!,
      door: row.door,
      receivedAt: instant(row.received_at)!,
      otherAt: instant(inside ? row.other_at : row.left_at),
      otherDoor: inside ? row.other_door : null,
      settledAt: instant(row.settled_at),
      settledBy: row.settled_by,
    }
  })
}

/**
 * An officer has dealt with a conflict: asked at the door, put the registration right. Twice is harmless.
 * @throws Refusal `not-found`
 */
export async function settleDoorConflict(deps: Deps, officer: Officer, townHallId: number, id: string) {
  await deps.db.transaction(async (tx) => {
    const settled = await settleConflict(tx, townHallId, id, officer.officerId, deps.now())
    if (!settled) throw new Refusal('not-found')
    if (settled.fresh)
      await record(deps, tx, officer, 'door.settle', { kind: 'check_in', id }, { townHallId })
  })
}

/** The desk's page of the door. @throws Refusal `not-found` */
export async function doorDeskProps(
  deps: Deps,
  townHallId: number,
  shown: Partial<Pick<DoorDeskProps, 'made' | 'form'>> = {},
): Promise<DoorDeskProps> {
  const hall = await townHallById(deps.db, townHallId)
  if (!hall) throw new Refusal('not-found')
  const at = deps.now()
  const sittings = await sittingsOf(deps.db, townHallId)
  return {
    hall: { id: hall.id, titleKo: hall.titleKo, titleEn: hall.titleEn },
    sittings: await Promise.all(
      sittings.map(async ({ id, name, startsAt, endsAt, place }) => ({
        id,
        name,
        startsAt: startsAt.toISOString(),
        place,
        over: deviceExpiry(endsAt) <= at,
        count: await countAtDoor(deps.db, id),
      })),
    ),
    devices: await deviceLines(deps, townHallId),
    conflicts: await doorConflicts(deps, townHallId),
    made: null,
    nextId: randomUUID(),
    form: emptyForm,
    ...shown,
  }
}
