import type { CheckInOutcome, WalkIn } from '../../../shared/door.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Device } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import { admit } from './door.actions.ts'
import { guestById, peopleWaiting } from './door.queries.ts'
import { registerFor } from '../seats/registering.actions.ts'
import { membersOf } from '../seats/registrations.queries.ts'

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
  { id, kind, dong, people, aside }: WalkIn,
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
      members: Array.from({ length: people }, () => ({ name: '', needs: [] })),
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
