import { addressOf } from '../../accounts/accounts.actions.ts'
import { record } from '../../audit/audit.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Holidays } from '../../settings/clock.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { enqueue } from '../../platform/jobs/jobs.ts'
import { establishmentOf, markAnnounced, officerAddresses, unannounced } from './establishment.queries.ts'
import { establishedMail, officerMail } from './milestones.mails.ts'
import { owedAtEstablishment } from './milestones.rules.ts'
import { aboutOf, dueOf } from './milestones.queries.ts'
import { addMove, lockPetition, savePetition } from '../petitions.queries.ts'
import { subscribersOf } from '../endorsing/subscriptions.queries.ts'
import { unsubscribeUrl } from '../endorsing/unsubscribing.actions.ts'

const inOneTransaction = 200
/** An establishment that nobody announced after this long has lost its job. */
const lostAfterMs = 10 * 60_000

/**
 * What follows from reaching the threshold, once: the mayor's due date, the entry in the history, and mails.
 * The first part is one transaction; those who follow are told in further ones, each continuing where the last ended.
 * @param holidays days on which no due date falls
 */
export async function announceEstablishment(deps: Deps, petitionId: number, holidays: Holidays) {
  await changePublic(deps, async (tx) => {
    const petition = await lockPetition(tx, petitionId)
    const established = await establishmentOf(tx, petitionId)
    if (!petition || !established || established.announcedAt) return
    const at = deps.now()
    const owed = owedAtEstablishment(petition, established.at, holidays)
    if (owed) await savePetition(tx, petitionId, { response: 'due', answeredAt: null, ...owed }, at)
    await addMove(tx, { petitionId, at: established.at, move: 'establish' })
    await markAnnounced(tx, petitionId, at)
    await record(
      deps,
      tx,
      { kind: 'system' },
      'petition.establish',
      { kind: 'petition', id: petitionId },
      {
        total: established.total,
        threshold: established.threshold,
        dueAt: owed?.responseDueAt.toISOString() ?? null,
      },
    )
    await tellEstablished(
      deps,
      tx,
      petitionId,
      petition.authorId === null ? [] : [petition.authorId],
      'author',
    )
    if (owed) await tellOfficers(deps, tx, petitionId)
    await enqueue(
      tx,
      'petitions.tellEstablished',
      { petitionId, after: 0 },
      `tell established ${petitionId} 0`,
    )
  })
}

/** Tells one page of those who follow, and queues the next page in the same transaction. */
export async function tellFollowersEstablished(deps: Deps, petitionId: number, after: number) {
  await deps.db.transaction(async (tx) => {
    const persons = await subscribersOf(tx, petitionId, 'established', after, inOneTransaction)
    await tellEstablished(deps, tx, petitionId, persons, 'followers')
    const last = persons.at(-1)
    if (last === undefined || persons.length < inOneTransaction) return
    const key = `tell established ${petitionId} ${last}`
    await enqueue(tx, 'petitions.tellEstablished', { petitionId, after: last }, key)
  })
}

/** Queues again what has an entry but was never announced. */
export async function requeueUnannounced(deps: Deps) {
  for (const petitionId of await unannounced(deps.db, new Date(deps.now().getTime() - lostAfterMs))) {
    await enqueue(deps.db, 'petitions.establish', { petitionId }, `establish ${petitionId}`)
  }
}

async function tellEstablished(
  deps: Deps,
  tx: Db,
  petitionId: number,
  persons: number[],
  who: 'author' | 'followers',
) {
  const established = await establishmentOf(tx, petitionId)
  const about = await aboutOf(tx, petitionId, deps.config.publicUrl)
  if (!established || !about) return
  const due = dueOf(about)
  for (const person of persons) {
    const address = await addressOf(deps, tx, person)
    if (!address) continue
    // The purpose is the same for author and follower, so that someone who is both hears it once.
    const leave = who === 'author' ? undefined : unsubscribeUrl(deps, petitionId, person, address.lang)
    const mail = establishedMail(address.lang, about, established.threshold, due, leave)
    await mailTo(deps, tx, address.email, `established:${petitionId}`, mail)
  }
}

async function tellOfficers(deps: Deps, tx: Db, petitionId: number) {
  const about = await aboutOf(tx, petitionId, deps.config.publicUrl)
  const due = about && dueOf(about)
  if (!due) return
  for (const email of await officerAddresses(tx, ['communication', 'mayor'])) {
    await mailTo(deps, tx, email, `due:${petitionId}:mayor`, officerMail(about, due))
  }
}
