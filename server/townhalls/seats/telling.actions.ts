import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs/jobs.ts'
import { remindersDue } from './offers.rules.ts'
import { calendarWithout, enclosed, ticketPictures } from './enclosed.ts'
import { changedMail, concerns, type SittingChange } from './changed.mails.ts'
import { hallCancelledMail, reminderMail } from './registrations.mails.ts'
import { partiesAfter, type PartyRow } from './registrations.queries.ts'
import { replyOf } from './registration.ts'
import { tellWaiting } from './registering.actions.ts'
import { aboutOf, tellParty } from './told.ts'
import {
  lockSitting,
  markReminded,
  type SittingRow,
  sittingById,
  sittingsOf,
  sittingsToRemind,
  type TownHallRow,
  townHallById,
} from '../townhalls.queries.ts'
import { tellConfirmed } from './waiting.actions.ts'

const inOneTransaction = 100

/** What everyone of a town hall or sitting is told of, page by page. */
export type News =
  | { what: 'cancelled'; townHallId: number }
  | { what: 'drawn'; townHallId: number }
  | { what: 'reminder'; townHallId: number; sittingId: number; hours: number }
  | ({ what: 'changed'; townHallId: number; sittingId: number; revision: number } & SittingChange)

const states = {
  cancelled: ['applied', 'waiting', 'offered', 'confirmed'],
  drawn: ['waiting', 'confirmed'],
  reminder: ['confirmed'],
  changed: ['applied', 'waiting', 'offered', 'confirmed'],
} as const

/** Queues telling everyone whom it concerns, with the change it tells of. */
export const tellEveryone = (tx: Db, news: News, after = 0) =>
  enqueue(tx, 'townhalls.tell', { ...news, after }, `tell ${Object.values(news).join(' ')} ${after}`)

/**
 * Tells one page, and queues the next in the same transaction: after a crash it goes on where it stood, and a page
 * that is done again writes nothing twice.
 */
export async function tellPage(deps: Deps, news: News, after: number) {
  await deps.db.transaction(async (tx) => {
    const hall = await townHallById(tx, news.townHallId)
    if (!hall || (hall.state === 'cancelled') !== (news.what === 'cancelled')) return
    const sittings = new Map((await sittingsOf(tx, hall.id)).map((sitting) => [sitting.id, sitting]))
    const of = 'sittingId' in news ? news.sittingId : undefined
    const page = await partiesAfter(tx, hall.id, states[news.what], after, inOneTransaction, of)
    for (const party of page) await tellOne(deps, tx, news, hall, sittings.get(party.sittingId)!, party)
    const last = page.at(-1)
    if (last && page.length === inOneTransaction) await tellEveryone(tx, news, last.id)
  })
}

async function tellOne(
  deps: Deps,
  tx: Db,
  news: News,
  hall: TownHallRow,
  sitting: SittingRow,
  party: PartyRow,
) {
  const about = aboutOf(deps, hall, sitting)
  const at = deps.now()
  const scene = { hall, sitting, at }
  if (news.what === 'cancelled')
    await tellParty(deps, tx, party, 'hall-cancelled', (lang) => ({
      ...hallCancelledMail(lang, about, hall.cancelReason ?? ''),
      ...(party.state === 'confirmed' && { files: [calendarWithout(deps, scene, lang, 1)] }),
    }))
  else if (news.what === 'reminder')
    // Of a sitting that got another time everyone is reminded anew.
    await tellParty(deps, tx, party, `reminder-${news.hours}.${sitting.revision}`, (lang, told) => ({
      ...reminderMail(lang, about, told),
      pictures: ticketPictures(deps, scene, told),
    }))
  else if (news.what === 'changed') {
    if (!concerns(news, party.mode)) return
    await tellParty(deps, tx, party, `changed-${news.revision}`, (lang, told) => ({
      ...changedMail(lang, about, told, news, party),
      ...(party.state === 'confirmed' && enclosed(deps, scene, lang, told)),
    }))
  } else if (party.state === 'confirmed') await tellConfirmed(deps, tx, scene, party)
  else await tellWaiting(deps, tx, { hall, sitting }, party, await replyOf(tx, party, at))
}

/**
 * Reminds everyone confirmed some hours before a sitting, each time once. Of several that are due at once, as after a
 * pause of the server, only the latest is sent.
 */
export async function remindOfSittings(deps: Deps) {
  const at = deps.now()
  for (const { id, hours } of await sittingsToRemind(deps.db, at)) {
    await deps.db.transaction(async (tx) => {
      await lockSitting(tx, id)
      const sitting = (await sittingById(tx, id))!
      const due = remindersDue(hours, sitting.remindedHours, sitting.startsAt, at)
      if (due.length === 0) return
      await markReminded(tx, id, [...sitting.remindedHours, ...due])
      const news = {
        what: 'reminder',
        townHallId: sitting.townHallId,
        sittingId: id,
        hours: Math.min(...due),
      } as const
      await tellEveryone(tx, news)
    })
  }
}
