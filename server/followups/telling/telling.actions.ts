import { followUpLimits, isSettled } from '../../../shared/follow-up-states.ts'
import { dayOf } from '../../../shared/kst.ts'
import type { Lang } from '../../../shared/wire.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { type MailText, mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { CardRow } from '../follow-ups.queries.ts'
import { isMail } from '../follow-ups.rules.ts'
import { queueFollowers, settledPurpose } from './followers.actions.ts'
import { digestMail, settledMail, standingMail } from './telling.mails.ts'
import {
  eraseTold,
  forgetTold,
  type ListenerRow,
  lockCard,
  lockUnreminded,
  lockWaiting,
  markReminded,
  markStandingTold,
  markTold,
  moveListeners,
  readersOfDigests,
  standingDue,
} from './telling.queries.ts'

/** A card that was settled, or is owed again: who asked to hear is told, or waits anew. In the transaction of the change. */
export async function tellTurn(deps: Deps, tx: Db, card: CardRow) {
  if (card.state === 'merged') return
  if (!isSettled(card.state)) return forgetTold(tx, card.id)
  const waiting = await lockWaiting(tx, card.id)
  const told = await tellEach(deps, tx, waiting, settledPurpose(card), (lang) =>
    settledMail(lang, deps.config.publicUrl, card),
  )
  await markTold(tx, told, deps.now())
  await queueFollowers(tx, card.id)
}

/**
 * Writes to all who read mail; a phone number is called by an officer.
 * @returns the listeners that are told by it, those too whose account is gone
 */
async function tellEach(
  deps: Deps,
  tx: Db,
  listeners: ListenerRow[],
  purpose: string,
  mail: (lang: Lang) => MailText,
): Promise<number[]> {
  const told: number[] = []
  for (const listener of listeners) {
    const reader = await readerOf(deps, tx, listener)
    if (reader === 'phone') continue
    if (reader) await mailTo(deps, tx, reader.email, purpose, mail(reader.lang))
    told.push(listener.id)
  }
  return told
}

async function readerOf(deps: Deps, tx: Db, { personId, sealedContact, lang }: ListenerRow) {
  if (personId !== null) return addressOf(deps, tx, personId)
  if (!sealedContact) return null
  const contact = deps.secrets.unseal(sealedContact)
  return isMail(contact) ? { email: contact, lang } : ('phone' as const)
}

/** What is not settled by its day is told as it stands, once. */
export async function tellStandings(deps: Deps) {
  const at = deps.now()
  for (const id of await standingDue(deps.db, at)) {
    await deps.db.transaction(async (tx) => {
      const card = await lockCard(tx, id)
      if (!card || isSettled(card.state)) return
      const due = (await lockWaiting(tx, id)).filter(
        ({ standingToldAt, tellBy }) => standingToldAt === null && tellBy <= at,
      )
      const mail = (lang: Lang) => standingMail(lang, deps.config.publicUrl, card)
      await markStandingTold(tx, await tellEach(deps, tx, due, `follow-up:${id}:standing`, mail), at)
    })
  }
}

/** A contact outlives the word by a day, for as long as the change that it told of can be undone. */
export async function eraseContacts(deps: Deps) {
  const before = new Date(deps.now().getTime() - followUpLimits.undoHours * 3_600_000)
  await eraseTold(deps.db, before)
}

const soonMs = 7 * 86_400_000

/** One mail a department about what is newly late or due within a week; of each due date once. */
export async function remindDepartments(deps: Deps) {
  const at = deps.now()
  await deps.db.transaction(async (tx) => {
    const cards = await lockUnreminded(tx, at, new Date(at.getTime() + soonMs))
    if (cards.length === 0) return
    const byDepartment = Map.groupBy(cards, ({ departmentId }) => departmentId)
    const readers = await readersOfDigests(tx, [...byDepartment.keys()])
    for (const [departmentId, own] of byDepartment) {
      const officers = readers.of(departmentId)
      const purpose = `follow-ups-due:${departmentId}:${dayOf(at)}`
      for (const email of officers.length > 0 ? officers : readers.team)
        await mailTo(deps, tx, email, purpose, digestMail(deps.config.publicUrl, own, at))
    }
    const late = cards.filter(({ dueAt }) => dueAt <= at)
    const soon = cards.filter(({ dueAt }) => dueAt > at)
    await markReminded(tx, idsOf(late), 'lateToldFor')
    await markReminded(tx, idsOf(soon), 'soonToldFor')
  })
}

const idsOf = (cards: CardRow[]) => cards.map(({ id }) => id)

/** Two accounts are one person: what one asked to hear of is the other's. */
export const mergeListeners = (deps: Deps, tx: Db, from: number, to: number) =>
  moveListeners(tx, from, { id: to, hash: (id) => deps.secrets.hash('follow-up listener', `person:${id}`) })
