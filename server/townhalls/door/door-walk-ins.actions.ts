import type { CheckInOutcome, DoorCount, WalkIn } from '../../../shared/door.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Device } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import { admit, takeBack } from './door.actions.ts'
import { countAtDoor, guestById, peopleWaiting } from './door.queries.ts'
import { registerFor } from '../seats/registering.actions.ts'
import { leave, withParty } from '../seats/changing.actions.ts'
import { membersOf, partyByPartyId } from '../seats/registrations.queries.ts'
import { settleSeats } from '../seats/waiting.actions.ts'

/** One id for each person of a walk-in, so that sending it twice lets nobody in twice. */
function idOf(party: string, position: number): string {
  const hex = sha256(`${party} ${position}`).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Seats people who came without a registration, all or none, and lets them in. They come after everyone who waits,
 * unless a device with that right puts the waiting list aside.
 * @throws Refusal `people-waiting`, `no-room` in a full hall or over a gathering limit, of what they say of themselves
 */
export async function walkIn(
  deps: Deps,
  device: Device,
  { id, kind, dong, people, wheelchairs, aside }: WalkIn,
  lang: Lang,
): Promise<CheckInOutcome[]> {
  const { reply } = await registerFor(
    deps,
    device,
    device.townHallId,
    {
      partyId: id,
      sittingId: device.sittingId,
      mode: 'in-person',
      kind,
      dong,
      members: Array.from({ length: people }, (_, at) => ({
        name: '',
        needs: at < wheelchairs ? (['wheelchair'] as const).slice() : [],
      })),
      answers: {},
      note: '',
    },
    {
      reserved: false,
      contact: { phone: null, email: null },
      lang,
      walkIn: true,
      async onlyIf(tx) {
        const count = await peopleWaiting(tx, device.sittingId)
        if (count === 0) return
        if (!aside || !device.mayAdmit) throw new Refusal('people-waiting', { params: { count } })
        const who = { kind: 'officer', officerId: device.officerId } as const
        const detail = { sittingId: device.sittingId, people, waiting: count }
        await record(deps, tx, who, 'door.aside', { kind: 'door', id: device.deviceId }, detail)
      },
    },
  )
  const outcomes: CheckInOutcome[] = []
  for (const member of await membersOf(deps.db, reply.id)) {
    const guest = await guestById(deps.db, member.id)
    if (!guest) continue
    const entry = {
      id: idOf(id, member.position),
      kind: 'entry',
      at: deps.now().toISOString(),
      offline: false,
    } as const
    outcomes.push(await admit(deps, device, entry, { guest }))
  }
  return outcomes
}

/**
 * Takes a walk-in back that was a mistake: its people are not inside, its seats are free for whoever waits, and the
 * record of both stays. Only the last that this phone did; sent twice, it is done once.
 * @throws Refusal `not-found`, `undo-not-last`
 */
export async function undoWalkIn(deps: Deps, device: Device, id: string): Promise<DoorCount> {
  const at = deps.now()
  const known = await partyByPartyId(deps.db, id)
  if (!known?.walkIn || known.sittingId !== device.sittingId) throw new Refusal('not-found')
  return withParty(deps, known.id, at, async (tx, scene, party) => {
    if (party.state === 'confirmed') {
      const people = await membersOf(tx, party.id)
      for (const { position } of people.toReversed())
        await takeBack(tx, device, { id: idOf(`${id} undone`, position), undoes: idOf(id, position) }, at)
      await leave(tx, party, 'cancelled', at)
      const who = { kind: 'officer', officerId: device.officerId } as const
      const detail = { deviceId: device.deviceId, people: people.length }
      await record(deps, tx, who, 'door.walk-in-undo', { kind: 'registration', id: party.id }, detail)
      await settleSeats(deps, tx, scene)
    }
    return countAtDoor(tx, device.sittingId)
  })
}
