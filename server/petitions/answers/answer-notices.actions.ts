import { addressOf } from '../../accounts/accounts.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs/jobs.ts'
import { answeredMail } from './answer-notices.mails.ts'
import { toldOf } from './answer-notices.queries.ts'
import { subscribersOf } from '../endorsing/subscriptions.queries.ts'
import { unsubscribeUrl } from '../endorsing/unsubscribing.actions.ts'

const inOneTransaction = 200

/** Tells the author in the transaction that publishes, and queues telling everyone else who chose to hear. */
export async function tellAnswered(deps: Deps, tx: Db, answerId: number) {
  const told = await toldOf(tx, answerId, deps.config.publicUrl)
  if (!told) return
  const author = told.authorId === null ? null : await addressOf(deps, tx, told.authorId)
  if (author) await mailTo(deps, tx, author.email, purposeOf(answerId), answeredMail(author.lang, told))
  await queuePage(tx, answerId, 0)
}

/**
 * Tells one page of those who chose to hear, and queues the next page in the same transaction: after a crash it goes on
 * where it stood, and a page that is done again writes nothing twice, because a purpose reaches an address once.
 */
export async function tellFollowersAnswered(deps: Deps, answerId: number, after: number) {
  await deps.db.transaction(async (tx) => {
    const told = await toldOf(tx, answerId, deps.config.publicUrl)
    if (!told) return
    const persons = await subscribersOf(tx, told.petitionId, 'answer', after, inOneTransaction)
    for (const person of persons) {
      const address = await addressOf(deps, tx, person)
      if (!address) continue
      const leave = unsubscribeUrl(deps, told.petitionId, person, address.lang)
      await mailTo(deps, tx, address.email, purposeOf(answerId), answeredMail(address.lang, told, leave))
    }
    const last = persons.at(-1)
    if (last !== undefined && persons.length === inOneTransaction) await queuePage(tx, answerId, last)
  })
}

/** The same for author and follower, so that someone who is both hears it once. */
const purposeOf = (answerId: number) => `answer:${answerId}`

const queuePage = (tx: Db, answerId: number, after: number) =>
  enqueue(tx, 'petitions.tellAnswered', { answerId, after }, `tell answered ${answerId} ${after}`)
