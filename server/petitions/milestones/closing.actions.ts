import { addressOf } from '../../accounts/accounts.actions.ts'
import { record } from '../../audit/audit.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Holidays } from '../../settings/clock.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { establishmentOf, officerAddresses } from './establishment.queries.ts'
import { closedMail, lapsedMail, officerMail, reminderMail } from './milestones.mails.ts'
import { aboutOf, awaitingAnswer, dueOf, supplementsLapsedBy, windowsEndedBy } from './milestones.queries.ts'
import { interimRounds, owedAtClosing } from './milestones.rules.ts'
import { addMove, lockPetition, savePetition } from '../petitions.queries.ts'
import { advance } from '../petitions.rules.ts'

/** What was received before closing may still wait to be written; the state changes after it. */
const graceMs = 60_000

/**
 * Closes windows that ended a minute ago. The instant of closing is the promised one, however late this runs; each
 * petition is a transaction of its own, and two processes at once close it once.
 * @param holidays days on which no due date falls
 * @returns how many were closed
 */
export async function closeDue(deps: Deps, holidays: Holidays): Promise<number> {
  const at = deps.now()
  const due = await windowsEndedBy(deps.db, new Date(at.getTime() - graceMs))
  let closed = 0
  for (const id of due) if (await close(deps, id, at, holidays)) closed += 1
  return closed
}

async function close(deps: Deps, id: number, at: Date, holidays: Holidays): Promise<boolean> {
  return changePublic(deps, async (tx) => {
    const petition = await lockPetition(tx, id)
    const closesAt = petition?.closesAt
    if (petition?.state !== 'open' || !closesAt || closesAt.getTime() > at.getTime() - graceMs) return false
    const established = await establishmentOf(tx, id)
    const owed = owedAtClosing({ ...petition, closesAt }, established !== null, holidays)
    const state = advance({ state: petition.state, established: established !== null }, 'close')
    await savePetition(tx, id, { state, closedAt: closesAt, ...(owed && { response: 'due', ...owed }) }, at)
    await addMove(tx, { petitionId: id, at: closesAt, move: 'close' })
    await record(
      deps,
      tx,
      { kind: 'system' },
      'petition.close',
      { kind: 'petition', id },
      {
        closedAt: closesAt.toISOString(),
        dueAt: owed?.responseDueAt.toISOString() ?? null,
      },
    )
    await tellClosed(deps, tx, id, owed !== null)
    return true
  })
}

async function tellClosed(deps: Deps, tx: Db, id: number, newlyOwed: boolean) {
  const about = await aboutOf(tx, id, deps.config.publicUrl)
  if (!about) return
  const due = dueOf(about)
  const author = about.authorId === null ? null : await addressOf(deps, tx, about.authorId)
  if (author) await mailTo(deps, tx, author.email, `closed:${id}`, closedMail(author.lang, about, due))
  if (!due || !newlyOwed) return
  for (const email of await answering(tx, about.departmentId)) {
    await mailTo(deps, tx, email, `due:${id}:department`, officerMail(about, due))
  }
}

/** The communication team, and the department's own officers where one is assigned. */
async function answering(tx: Db, departmentId: number | null): Promise<string[]> {
  const team = await officerAddresses(tx, ['communication'])
  const department = departmentId === null ? [] : await officerAddresses(tx, ['department'], departmentId)
  return [...new Set([...team, ...department])]
}

/** Ends petitions whose author did not add what was asked for by its date. */
export async function lapseSupplements(deps: Deps): Promise<number> {
  const at = deps.now()
  let lapsed = 0
  for (const id of await supplementsLapsedBy(deps.db, at)) if (await lapse(deps, id, at)) lapsed += 1
  return lapsed
}

async function lapse(deps: Deps, id: number, at: Date): Promise<boolean> {
  return changePublic(deps, async (tx) => {
    const petition = await lockPetition(tx, id)
    const due = petition?.supplementDueAt
    if (petition?.state !== 'supplement_requested' || !due || due > at) return false
    await savePetition(
      tx,
      id,
      {
        state: advance({ state: petition.state, established: false }, 'lapse'),
        groundCode: 'not-supplemented',
        endedAt: at,
      },
      at,
    )
    await addMove(tx, { petitionId: id, at, move: 'lapse' })
    await record(deps, tx, { kind: 'system' }, 'petition.lapse', { kind: 'petition', id })
    const about = await aboutOf(tx, id, deps.config.publicUrl)
    const author = petition.authorId === null ? null : await addressOf(deps, tx, petition.authorId)
    if (about && author) await mailTo(deps, tx, author.email, `lapsed:${id}`, lapsedMail(author.lang, about))
    return true
  })
}

/** Reminds departments of an interim answer every so many days while an answer is owed, each time once. */
export async function remindOfInterims(deps: Deps) {
  const at = deps.now()
  for (let after = 0; ;) {
    const waiting = await awaitingAnswer(deps.db, after)
    for (const { id, since, everyDays } of waiting) {
      const rounds = since && everyDays ? interimRounds(since, everyDays, at) : 0
      if (rounds > 0) await remind(deps, id, rounds * everyDays!)
    }
    if (waiting.length < 500) return
    after = waiting.at(-1)!.id
  }
}

async function remind(deps: Deps, id: number, days: number) {
  await deps.db.transaction(async (tx) => {
    const about = await aboutOf(tx, id, deps.config.publicUrl)
    const due = about && dueOf(about)
    if (!due) return
    for (const email of await answering(tx, about.departmentId)) {
      await mailTo(deps, tx, email, `interim:${id}:${days}`, reminderMail(about, due, days))
    }
  })
}
