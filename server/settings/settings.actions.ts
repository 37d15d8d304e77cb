import type {
  CategoryForm,
  DepartmentForm,
  GroundForm,
  HolidayForm,
  TermsForm,
} from '../../shared/settings.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import { record } from '../audit/audit.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { changePublic } from '../platform/render/drops.ts'
import { sha256 } from '../platform/secrets.ts'
import { categoriesSeed } from './categories.seed.ts'
import { departmentsSeed } from './departments.seed.ts'
import { dongsSeed } from './dongs.seed.ts'
import { groundsSeed } from './grounds.seed.ts'
import { holidaysSeed } from './holidays.seed.ts'
import {
  addDepartment,
  addHoliday,
  addTerms,
  categoryByCode,
  departmentByCode,
  departmentById,
  endDepartment,
  fillEmptyTables,
  groundByCode,
  holidayDays,
  lockSettings,
  removeHoliday,
  saveCategory,
  saveGround,
  termsAt,
} from './settings.queries.ts'
import { termsSeed } from './terms.seed.ts'

/** Fills what a new installation needs; what exists already is left as administrators made it. */
export async function seedSettings({ db }: Deps) {
  await db.transaction((tx) =>
    fillEmptyTables(tx, {
      terms: termsSeed,
      holidays: holidaysSeed,
      categories: categoriesSeed.map((row, position) => ({ ...row, position })),
      dongs: dongsSeed.map((row, position) => ({ ...row, position })),
      departments: departmentsSeed.map((row) => ({ ...row, fromDay: '2018-01-01' })),
      grounds: groundsSeed.map((row, position) => ({ ...row, position })),
    }),
  )
}

/** What promises are counted by at an instant: the terms in force and the holidays. */
export const clockAt = async (db: Db, at: Date) => ({
  terms: await termsAt(db, at),
  holidays: await holidayDays(db),
})

/**
 * Adds terms that hold from now on. Petitions that are open keep what they were promised.
 * @throws Refusal `changed-meanwhile` when the terms are no longer those that were seen
 */
export async function changeTerms(deps: Deps, officer: Officer, form: TermsForm) {
  const at = deps.now()
  await changePublic(deps, async (tx) => {
    await lockSettings(tx)
    const { reason, basedOn, ...terms } = form
    const before = (await termsAt(tx, at)).fromAt.getTime()
    if (before === at.getTime() || (basedOn && Date.parse(basedOn) !== before))
      throw new Refusal('changed-meanwhile')
    await addTerms(tx, { ...terms, fromAt: at, setBy: officer.officerId, reason })
    const about = { kind: 'petition_settings', id: at.toISOString() }
    await record(deps, tx, officer, 'settings.change', about, terms)
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

/** What an editor sees of a row, in short: another value means that it changed. */
export const seenOf = (row: Record<string, unknown>) =>
  sha256(JSON.stringify(Object.entries(row).toSorted()))
    .toString('base64url')
    .slice(0, 22)

/** @throws Refusal `changed-meanwhile` when the row is not what was seen; `taken` when a new one exists already */
function mustBeAsSeen(row: Record<string, unknown> | null, seen: string) {
  if (seen === (row ? seenOf(row) : '')) return
  if (row && seen === '') throw new Refusal('taken', { field: 'code' })
  throw new Refusal('changed-meanwhile')
}

/** @throws as `mustBeAsSeen` */
export async function putCategory(deps: Deps, officer: Officer, form: CategoryForm) {
  await changePublic(deps, async (tx) => {
    await lockSettings(tx)
    const { retired, seen, ...names } = form
    const before = await categoryByCode(tx, form.code)
    mustBeAsSeen(before, seen)
    await saveCategory(tx, { ...names, retiredAt: retired ? (before?.retiredAt ?? deps.now()) : null })
    await record(
      deps,
      tx,
      officer,
      'category.put',
      { kind: 'category', id: form.code },
      { ...names, retired },
    )
  })
}

/** @throws as `mustBeAsSeen` */
export async function putGround(deps: Deps, officer: Officer, form: GroundForm) {
  await changePublic(deps, async (tx) => {
    await lockSettings(tx)
    const { retired, seen, ...ground } = form
    const before = await groundByCode(tx, form.code)
    mustBeAsSeen(before, seen)
    await saveGround(tx, { ...ground, retiredAt: retired ? (before?.retiredAt ?? deps.now()) : null })
    await record(deps, tx, officer, 'ground.put', { kind: 'ground', id: form.code }, { ...ground, retired })
  })
}

/**
 * Begins a department; one that it replaces ends that day, and rows about it keep its name.
 * @throws Refusal `taken` (code), `not-found` (the one to replace), `changed-meanwhile` (it was replaced already),
 * `date-must-be-later` (not after it began)
 */
export async function putDepartment(deps: Deps, officer: Officer, form: DepartmentForm) {
  await changePublic(deps, async (tx) => {
    await lockSettings(tx)
    const { replaces, ...row } = form
    if (await departmentByCode(tx, row.code)) throw new Refusal('taken', { field: 'code' })
    const before = replaces === undefined ? null : await departmentById(tx, replaces)
    if (replaces !== undefined && !before) throw new Refusal('not-found')
    if (before?.untilDay) throw new Refusal('changed-meanwhile')
    if (before && row.fromDay <= before.fromDay) throw new Refusal('date-must-be-later', { field: 'fromDay' })
    const id = await addDepartment(tx, row)
    if (before) await endDepartment(tx, before.id, row.fromDay, id)
    await record(deps, tx, officer, 'department.put', { kind: 'department', id }, form)
  })
}
