import type { Lang } from '../../../shared/wire.ts'
import type { Who } from '../../audit/audit.actions.ts'
import { openFollowUp } from '../../followups/follow-ups.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { clockAt } from '../../settings/settings.actions.ts'
import { departmentByCode, type OpinionRow, saveOpinion } from '../listening.queries.ts'
import { answerDue } from '../listening.rules.ts'
import { firstDepartment } from '../series.seed.ts'

/**
 * An answer is owed: the opinion gets its line in the ledger in this transaction, and a contact moves there, so that it
 * lies in one place only.
 * @param tx of `changePublic`
 * @param from when the days begin to count, where that is neither the day it was heard nor the day of its review
 */
export async function oweAnswer(deps: Deps, tx: Db, opinion: OpinionRow, who: Who, from?: Date) {
  const { id, text, dong, at, personId, sealedContact } = opinion
  const departmentId = opinion.departmentId ?? (await departmentByCode(tx, firstDepartment))
  if (departmentId === null) throw new Error(`There is no department ${firstDepartment}.`)
  const now = deps.now()
  const { terms, holidays } = await clockAt(tx, now)
  // What lay on a phone for days is owed from the day it was heard; what was reviewed, from the day it is taken on.
  const promisedAt = from ?? (opinion.loggedBy === null ? now : at)
  const dueAt = answerDue(promisedAt, terms.departmentDays, holidays).at
  const contact = sealedContact ? deps.secrets.unseal(sealedContact) : null
  const listeners =
    personId === null && contact === null ? [] : [{ personId, contact, lang: opinion.lang as Lang }]
  const card = await openFollowUp(
    deps,
    tx,
    {
      source: 'opinion',
      sourceId: id,
      text: shortOf(text),
      departmentId,
      dong,
      promisedAt,
      dueAt,
      listeners,
    },
    who,
  )
  await saveOpinion(tx, id, { sealedContact: null, departmentId })
  return { ...card, dueAt }
}

const mostOfLedger = 300
/** The ledger's line is short; the whole opinion stands on its own page. */
const shortOf = (text: string) => {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= mostOfLedger ? line : `${line.slice(0, mostOfLedger - 1)}…`
}
