import type { z } from 'zod'
import type { Classification, Extension, PassingOn } from '../../../shared/desk.ts'
import { endOfDay } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { assignedMail, extendedMail, passedMail } from './decisions.mails.ts'
import { categoryExists, departmentToday, dongsExist } from './decisions.queries.ts'
import { act, type Follows, type Locked } from './desk.actions.ts'
import { classifiable } from './desk.rules.ts'
import { officerAddresses } from '../milestones/establishment.queries.ts'
import { extend, passOn } from '../petitions.rules.ts'
import { addExtension } from './routing.queries.ts'

type Input<T extends z.ZodType> = z.output<T> & { number: string }
const longestMs = 366 * 86_400_000

/** Gives a published case to another department, which hears of it; its due date stands. */
export function passCase(deps: Deps, officer: Officer, input: Input<typeof PassingOn>) {
  return act(deps, officer, input, 'pass', async (locked): Promise<Follows> => {
    const { petition, tx, at } = locked
    const published = petition.state === 'open' || petition.state === 'closed'
    if (!published || petition.response === 'answered') throw new Refusal('not-allowed-now')
    const to = await departmentToday(tx, input.department, at)
    if (!to) throw new Refusal('not-valid', { field: 'department' })
    passOn(petition.departmentId, to.id, input.reason)
    await tellDepartment(deps, tx, locked, to.id, input.reason)
    return {
      change: { departmentId: to.id },
      move: 'pass',
      publicNote: `${to.nameKo}: ${input.reason}`,
      detail: { fromDepartment: petition.departmentId, toDepartment: to.id },
      mail: (lang) => passedMail(lang, locked.about, to, input.reason),
    }
  })
}

async function tellDepartment(deps: Deps, tx: Db, locked: Locked, departmentId: number, reason: string) {
  const mail = assignedMail(locked.about, reason)
  const purpose = `assigned:${locked.petition.id}:${locked.at.toISOString()}`
  for (const email of await officerAddresses(tx, ['department'], departmentId))
    await mailTo(deps, tx, email, purpose, mail)
}

/**
 * A later day for an answer; day and reason are public.
 * @throws Refusal `date-must-be-later`, `date-too-far` beyond a year
 */
export function extendAnswer(deps: Deps, officer: Officer, input: Input<typeof Extension>) {
  return act(deps, officer, input, 'extend', async (locked): Promise<Follows> => {
    const { petition, tx, at } = locked
    const toDueAt = endOfDay(input.day)
    const { responseDueAt } = extend(petition, toDueAt, input.reason)
    if (toDueAt.getTime() - petition.responseDueAt!.getTime() > longestMs)
      throw new Refusal('date-too-far', { field: 'day' })
    const dates = { fromDueAt: petition.responseDueAt!, toDueAt }
    const { reason } = input
    await addExtension(tx, { petitionId: petition.id, at, ...dates, reason, officerId: officer.officerId })
    return {
      change: { responseDueAt },
      move: 'extend',
      publicNote: reason,
      detail: { from: dates.fromDueAt.toISOString(), to: toDueAt.toISOString() },
      mail: (lang) => extendedMail(lang, locked.about, dates.fromDueAt, toDueAt, reason),
    }
  })
}

/** Puts right where a petition belongs. It is no step of its way: the audit log keeps it, the history does not. */
export function classify(deps: Deps, officer: Officer, input: Input<typeof Classification>) {
  return act(deps, officer, input, 'classify', async ({ petition, tx, at }): Promise<Follows> => {
    if (!classifiable(petition.state)) throw new Refusal('not-allowed-now')
    const { category, dongs, department } = input
    if (!(await categoryExists(tx, category))) throw new Refusal('not-valid', { field: 'category' })
    if (!(await dongsExist(tx, dongs))) throw new Refusal('not-valid', { field: 'dongs' })
    // Once it is published a department hands its cases on with a reason that everyone reads.
    const reviewed = petition.openedAt !== null
    const to = reviewed || department === null ? null : await departmentToday(tx, department, at)
    if (!reviewed && department !== null && !to) throw new Refusal('not-valid', { field: 'department' })
    const change = {
      categoryCode: category,
      dongCodes: [...new Set(dongs)],
      departmentId: reviewed ? petition.departmentId : (to?.id ?? null),
    }
    const before = {
      categoryCode: petition.categoryCode,
      dongCodes: petition.dongCodes,
      departmentId: petition.departmentId,
    }
    return { change, move: null, detail: { before, after: change }, mail: null }
  })
}
