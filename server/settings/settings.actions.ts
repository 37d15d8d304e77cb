import type { PetitionTerms } from '../../shared/settings.ts'
import type { CategoryForm, DepartmentForm, HolidayForm, TermsForm } from '../../shared/settings.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import { record } from '../audit/audit.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { changePublic } from '../platform/render/drops.ts'
import { categoriesSeed } from './categories.seed.ts'
import { departmentsSeed } from './departments.seed.ts'
import { dongsSeed } from './dongs.seed.ts'
import { groundsSeed } from './grounds.seed.ts'
import { holidaysSeed } from './holidays.seed.ts'
import {
  addHoliday,
  addTerms,
  fillEmptyTables,
  removeHoliday,
  renameDepartment,
  saveCategory,
  termsAt,
} from './settings.queries.ts'

/** The terms the service opened with on 1 October 2018 (the office's own rules). */
export const openingTerms: PetitionTerms = {
  windowDays: 30,
  threshold: 1000,
  mayorDays: 20,
  departmentDays: 10,
  interimDays: 30,
  reviewDays: 7,
  supplementDays: 7,
  minLevelCounted: 0,
}
const openingDay = new Date('2018-09-30T15:00:00Z')

/** Fills what a new installation needs; what exists already is left as administrators made it. */
export async function seedSettings({ db }: Deps) {
  await db.transaction((tx) =>
    fillEmptyTables(tx, {
      terms: { ...openingTerms, fromAt: openingDay, reason: '영등포신문고 개설' },
      holidays: holidaysSeed,
      categories: categoriesSeed.map((row, position) => ({ ...row, position })),
      dongs: dongsSeed.map((row, position) => ({ ...row, position })),
      departments: departmentsSeed.map((row) => ({ ...row, fromDay: '2018-01-01' })),
      grounds: groundsSeed.map((row, position) => ({ ...row, position })),
    }),
  )
}

/** Adds terms that hold from now on. Petitions that are open keep what they were promised. */
export async function changeTerms(deps: Deps, officer: Officer, form: TermsForm) {
  const at = deps.now()
  await changePublic(deps, async (tx) => {
    const { reason, ...terms } = form
    const before = await termsAt(tx, at)
    if (before.fromAt.getTime() === at.getTime()) throw new Refusal('changed-meanwhile')
    await addTerms(tx, { ...terms, fromAt: at, setBy: officer.officerId, reason })
    await record(
      deps,
      tx,
      officer,
      'settings.change',
      { kind: 'petition_settings', id: at.toISOString() },
      terms,
    )
  })
}

export async function putHoliday(deps: Deps, officer: Officer, form: HolidayForm) {
  await changePublic(deps, async (tx) => {
    await addHoliday(tx, form)
    await record(deps, tx, officer, 'holiday.put', { kind: 'holiday', id: form.day }, form)
  })
}

export async function dropHoliday(deps: Deps, officer: Officer, day: string) {
  await changePublic(deps, async (tx) => {
    if (!(await removeHoliday(tx, day))) throw new Refusal('not-found')
    await record(deps, tx, officer, 'holiday.remove', { kind: 'holiday', id: day })
  })
}

export async function putCategory(deps: Deps, officer: Officer, form: CategoryForm) {
  await changePublic(deps, async (tx) => {
    const { retired, ...names } = form
    await saveCategory(tx, names, retired ? deps.now() : null)
    await record(deps, tx, officer, 'category.put', { kind: 'category', id: form.code }, form)
  })
}

/** Ends a department on the day before and begins its successor: old rows keep their old name. */
export async function putDepartment(deps: Deps, officer: Officer, form: DepartmentForm) {
  await changePublic(deps, async (tx) => {
    const id = await renameDepartment(tx, form)
    if (id === null) throw new Refusal('not-found')
    await record(deps, tx, officer, 'department.put', { kind: 'department', id }, form)
  })
}
