import { isSettled } from '../../../shared/follow-up-states.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import { unsubscribeUrl } from '../../petitions/endorsing/unsubscribing.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs/jobs.ts'
import type { CardRow } from '../follow-ups.queries.ts'
import { settledMail } from './telling.mails.ts'
import { followersOf, lockCard } from './telling.queries.ts'

const inOneTransaction = 200

/** The same for whoever asked for one card and whoever follows its petition, so that someone who does both hears it once. */
export const settledPurpose = ({ id, settledAt }: Pick<CardRow, 'id' | 'settledAt'>) =>
  `follow-up:${id}:${settledAt!.toISOString()}`

/** Queues telling those who follow the petition and chose to hear of its promises, once the change is kept. */
export const queueFollowers = (tx: Db, cardId: number, after = 0) =>
  enqueue(tx, 'follow-ups.tellFollowers', { cardId, after }, `tell followers of promise ${cardId} ${after}`)

/**
 * Tells one page of them, and queues the next in the same transaction; nothing where the promise is owed again by now.
 * A page that is done again writes nothing twice, because a purpose reaches an address once.
 */
export async function tellFollowers(deps: Deps, cardId: number, after: number) {
  await deps.db.transaction(async (tx) => {
    const card = await lockCard(tx, cardId)
    if (!card || !isSettled(card.state) || card.state === 'merged') return
    const followers = await followersOf(tx, cardId, after, inOneTransaction)
    for (const { personId, petitionId } of followers) {
      const address = await addressOf(deps, tx, personId)
      if (!address) continue
      const mail = settledMail(address.lang, deps.config.publicUrl, card)
      const unsubscribe = unsubscribeUrl(deps, petitionId, personId, address.lang)
      await mailTo(deps, tx, address.email, settledPurpose(card), { ...mail, unsubscribe })
    }
    if (followers.length === inOneTransaction) await queueFollowers(tx, cardId, followers.at(-1)!.personId)
  })
}
