import type { OpinionSent } from '../../../shared/listening.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Actor } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { addOpinions, eventById, opinionsByLine } from '../listening.queries.ts'
import { mustBeKnown } from '../log/logging.actions.ts'

/**
 * Takes an opinion that someone sends online. Nobody reads it before an officer looked at it. The same id again is the
 * same opinion.
 * @param tell whether someone signed in wants to hear at the account's address
 * @throws Refusal `not-found`, `opinions-closed`, `not-valid`
 */
export async function sendOpinion(
  deps: Deps,
  actor: Actor,
  { id, event, text, dong, raisedBy, contact }: OpinionSent,
  tell: boolean,
  lang: Lang,
): Promise<{ fresh: boolean }> {
  await mustBeKnown(deps.db, null, [{ category: null, dong, department: null }])
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    const [sent] = await opinionsByLine(tx, [id])
    if (sent) return { fresh: false }
    if (event !== null) {
      const stored = await eventById(tx, event)
      if (!stored) throw new Refusal('not-found')
      if (!stored.takesOpinions || stored.state === 'cancelled') throw new Refusal('opinions-closed')
    }
    const added = await addOpinions(tx, [
      {
        lineId: id,
        eventId: event,
        state: 'received',
        text,
        handling: 'heard',
        dong,
        raisedBy,
        personId: tell && actor.kind === 'resident' ? actor.personId : null,
        sealedContact: contact ? deps.secrets.seal(contact) : null,
        lang,
        at,
        receivedAt: at,
        updatedAt: at,
      },
    ])
    return { fresh: added.length === 1 }
  })
}
