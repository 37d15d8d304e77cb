import type { RoomView } from '../../../shared/live-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import { type Actor, may } from '../../accounts/permissions.rules.ts'
import type { LiveActor } from './scene.ts'

/** Who is in a room, and in which language they are answered. */
export type LiveActorIn = LiveActor & { lang: Lang; inside: boolean }

const nobody = { personId: null, officerId: null, name: null, dong: null, inside: false }

/**
 * Who someone is in a room. Rights follow from the session, never from what is asked for: a screen only reads, and
 * shows a rehearsal only where an officer who may run town halls opened it.
 * @throws Refusal `sign-in-required`, `not-allowed` for who may not host
 */
export function actorFor(actor: Actor, as: RoomView, lang: Lang): LiveActorIn {
  const runs = may(actor, 'desk.townhall.run')
  if (as === 'screen') return { ...nobody, role: 'screen', lang, inside: runs }
  if (as === 'host') {
    if (actor.kind !== 'officer' || !runs)
      throw new Refusal(actor.kind === 'visitor' ? 'sign-in-required' : 'not-allowed')
    return { ...nobody, role: 'host', officerId: actor.officerId, name: actor.name, lang, inside: true }
  }
  if (actor.kind !== 'resident') return { ...nobody, role: 'public', lang }
  const { personId, displayName: name, dong } = actor
  // Whether they are registered is looked up where it counts.
  return { ...nobody, role: 'guest', personId, name, dong, lang }
}

/** Which frames that are made for many this reader reads. */
export const audienceOf = ({ role, inside }: LiveActorIn) =>
  role === 'host' ? 'host' : inside ? 'stage' : 'public'
