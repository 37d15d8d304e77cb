import type { CheckInOutcome, CheckInReply, DoorCount } from '../../shared/door.ts'
import { type DoorKind, doorLimits } from '../../shared/door-outcomes.ts'
import { Away, type Call, Refused } from '../lib/calls.ts'
import type { Keeping } from '../lib/keeping.ts'
import { type Sight, verdictOf, type Who } from './judge.ts'

/** A check-in that waits to be sent. The same id is sent until an answer came. */
export type Waiting = {
  type: 'check-in'
  id: string
  kind: DoorKind
  at: string
  sight: Sight
  /** Of the roster, where it is known, for what this phone shows meanwhile. */
  memberId: number | null
  name: string
}
/** A name that was opened: told, because such looks are recorded. */
export type Shown = { type: 'name'; memberId: number }
export type Posted = (Waiting | Shown) & { order: number }

export type Sent = { outcomes: { item: Waiting; outcome: CheckInOutcome }[]; count: DoorCount | null }

/**
 * Sends what waits, in its order. What the server took or refused for good is dropped; with the network gone the rest
 * stays. Nothing is sent twice to another effect: each check-in has its id.
 * @throws Refused where this device may no longer speak; Away
 */
export async function sendOutbox(keeping: Keeping, call: Call, hallId: number): Promise<Sent> {
  const sent: Sent = { outcomes: [], count: null }
  for (;;) {
    const posted = await keeping.outbox<Waiting | Shown>()
    const items = posted.filter((one) => one.type === 'check-in').slice(0, doorLimits.batch / 2)
    if (items.length === 0) {
      await sendNames(keeping, call, posted)
      return sent
    }
    const { items: outcomes, count } = await sendBatch(call, hallId, items)
    await keeping.drop(items.map(({ order }) => order))
    sent.count = count ?? sent.count
    for (const outcome of outcomes) {
      const item = items.find(({ id }) => id === outcome.id)
      if (item) sent.outcomes.push({ item, outcome })
    }
  }
}

type Taken = { items: CheckInOutcome[]; count: DoorCount | null }

async function sendBatch(call: Call, hallId: number, items: Waiting[]): Promise<Taken> {
  const bodies = items.map(({ id, kind, at, sight }) => ({ id, kind, at, offline: true, ...sight }))
  try {
    const { body } = await call<CheckInReply>('POST', `/api/town-halls/${hallId}/check-ins`, {
      items: bodies,
    })
    return body
  } catch (error) {
    // One that cannot be read must not hold up the others for ever.
    if (!(error instanceof Refused) || error.status !== 422) throw error
    if (items.length === 1) return { items: [], count: null }
    const taken: Taken = { items: [], count: null }
    for (const item of items) {
      const one = await sendBatch(call, hallId, [item])
      taken.items.push(...one.items)
      taken.count = one.count ?? taken.count
    }
    return taken
  }
}

async function sendNames(keeping: Keeping, call: Call, posted: Posted[]) {
  const names = posted.filter((one) => one.type === 'name').slice(0, doorLimits.batch)
  if (names.length === 0) return
  await call('POST', '/api/door/names-shown', { memberIds: names.map(({ memberId }) => memberId) }).catch(
    (error: unknown) => {
      if (error instanceof Away || (error instanceof Refused && error.status !== 422)) throw error
    },
  )
  await keeping.drop(names.map(({ order }) => order))
}

/** What is kept of a look with the network gone. */
export function notedOf(
  sight: Sight,
  who: Who,
  { id, kind, at }: Pick<Waiting, 'id' | 'kind' | 'at'>,
): Waiting {
  const member = 'member' in who ? who.member : null
  const memberId = member?.id ?? ('memberId' in who ? who.memberId : null)
  return { type: 'check-in', id, kind, at, sight, memberId, name: member?.name ?? '' }
}

/** What the server said otherwise than this phone had noted. */
export const contradicted = (outcomes: Sent['outcomes']) =>
  outcomes
    .filter(({ outcome }) => outcome.conflict)
    .map(({ item: { name, at }, outcome }) => ({ name, at, verdict: verdictOf(outcome) }))

/** Who is inside: as the server says, and after it what this phone noted and has not sent yet. */
export function presentOf(present: Record<string, string>, waiting: Waiting[]): Map<number, string> {
  const inside = new Map(Object.entries(present).map(([id, since]) => [Number(id), since]))
  for (const { memberId, kind, at } of waiting) {
    if (memberId === null) continue
    if (kind === 'entry') inside.set(memberId, at)
    else inside.delete(memberId)
  }
  return inside
}
