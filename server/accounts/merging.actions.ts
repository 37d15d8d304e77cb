import { record } from '../audit/audit.actions.ts'
import { mergeOpinions } from '../listening/opinions/contacts.actions.ts'
import { mergeListeners } from '../followups/telling/telling.actions.ts'
import { mergePetitions } from '../petitions/desk/merging.actions.ts'
import { mergeQuestions } from '../townhalls/questions/beforehand.actions.ts'
import { mergeParticipants } from '../townhalls/seats/participants.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { lockPerson, moveConsents, moveIdentities, personById, savePerson } from './accounts.queries.ts'
import { mergedSince } from './forgetting.queries.ts'
import { personChanged } from './sessions.actions.ts'
import { moveSessions } from './sessions.queries.ts'

/**
 * Two accounts whose identities one person has proven become one. The older account stays, with its key; devices stay
 * signed in. Both persons are locked.
 * @returns the person that stays
 */
export async function mergePersons(deps: Deps, tx: Db, one: number, other: number): Promise<number> {
  const [keptId, goneId] = one < other ? [one, other] : [other, one]
  const kept = await personById(tx, keptId)
  const gone = await personById(tx, goneId)
  if (!kept || !gone) throw new Error('A person to merge is missing.')
  const at = deps.machineNow()
  await savePerson(tx, keptId, {
    belonging: kept.belonging ?? gone.belonging,
    dong: kept.belonging ? kept.dong : gone.dong,
    displayName: kept.displayName ?? gone.displayName,
    overFourteenAt: kept.overFourteenAt ?? gone.overFourteenAt,
    closedAt: null,
  })
  await savePerson(tx, goneId, {
    belonging: null,
    dong: null,
    displayName: null,
    overFourteenAt: null,
    mergedInto: keptId,
    closedAt: at,
  })
  await moveIdentities(tx, goneId, keptId)
  await moveConsents(tx, goneId, keptId, at)
  await moveSessions(tx, goneId, keptId)
  const dropped = await mergePetitions(tx, gone, kept, deps.now())
  await mergeParticipants(deps, tx, goneId, keptId)
  await mergeQuestions(tx, goneId, keptId)
  await mergeOpinions(tx, goneId, keptId)
  await mergeListeners(deps, tx, goneId, keptId)
  await record(
    deps,
    tx,
    { kind: 'system' },
    'account.merge',
    { kind: 'person', id: keptId },
    { merged: goneId, samePerson: dropped },
  )
  await personChanged(deps, tx, goneId)
  await personChanged(deps, tx, keptId)
  return keptId
}

const strayMs = 60 * 60_000

/**
 * An endorsement that was on its way while its account was merged is written under the key that is gone: it is taken
 * along within the minute.
 */
export async function settleMerges(deps: Deps) {
  const since = new Date(deps.machineNow().getTime() - strayMs)
  for (const { id, mergedInto } of await mergedSince(deps.db, since)) {
    await deps.db.transaction(async (tx) => {
      const kept = await lockPerson(tx, mergedInto)
      const gone = await lockPerson(tx, id)
      if (!kept || !gone) return
      await mergePetitions(tx, gone, kept, deps.now())
      await mergeParticipants(deps, tx, gone.id, kept.id)
      await mergeQuestions(tx, gone.id, kept.id)
      await mergeOpinions(tx, gone.id, kept.id)
      await mergeListeners(deps, tx, gone.id, kept.id)
    })
  }
}
