import type {
  DeskAct,
  DeskItem,
  DeskList,
  DeskPetition,
  DeskPetitionProps,
  DeskQuery,
  DeskTab,
} from '../../../shared/desk.ts'
import { emptyForm, type FormState } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { may, type Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import {
  allDongs,
  allGrounds,
  departmentsOn,
  holidayDays,
  liveCategories,
  termsAt,
} from '../../settings/settings.queries.ts'
import {
  type DeskRow,
  deskHistory,
  deskPetition,
  queueCounts,
  queueOf,
  usualDepartment,
} from './desk.queries.ts'
import { type InForce, promisedAt, supplementDueAfter } from './decisions.rules.ts'
import { actsOn, mustSee, nextDue, tabOf } from './desk.rules.ts'
import { personalDataIn } from '../filing/personal-data.rules.ts'
import { similarTo } from '../similar/similar.ts'
import { perhapsTheSame } from '../similar/similar.rules.ts'

/** What promises are made on, at this moment. */
export const inForce = async ({ db, now }: Deps): Promise<InForce> => ({
  terms: await termsAt(db, now()),
  holidays: await holidayDays(db),
})

const iso = (at: Date | null) => at?.toISOString() ?? null

function itemOf(row: DeskRow, tab?: DeskTab): DeskItem {
  const { number, receivedAt, departmentId, departmentKo, departmentEn } = row
  return {
    // Whatever the desk sees was sent, and what was sent has a number and a time of receipt.
    number: number!,
    title: row.title,
    route: row.route,
    state: row.state,
    hidden: row.hiddenAt !== null,
    receivedAt: receivedAt!.toISOString(),
    total: row.total,
    established: row.establishedAt !== null,
    department:
      departmentId === null ? null : { id: departmentId, nameKo: departmentKo!, nameEn: departmentEn! },
    response: row.response,
    responseKind: row.responseKind,
    due: nextDue(row, tab),
    draft: row.draft,
  }
}

/** One page of a queue, with its whole number. */
export async function deskList(
  deps: Deps,
  officer: Officer,
  query: DeskQuery,
  most: number,
): Promise<{ list: DeskList; counts: Record<DeskTab, number> }> {
  const { tab } = query
  const { rows, next } = await queueOf(deps.db, officer, tab, query, most)
  const counts = await queueCounts(deps.db, officer, query)
  return { list: { items: rows.map((row) => itemOf(row, tab)), next, total: counts[tab] }, counts }
}

/** @throws Refusal `not-found`, `not-allowed` */
export async function deskPetitionOf(deps: Deps, officer: Officer, number: string) {
  const row = await deskPetition(deps.db, number)
  if (!row) throw new Refusal('not-found')
  const held = { departmentId: row.departmentId, established: row.establishedAt !== null }
  mustSee(officer, held)
  const { id, title, problem, proposal, effect } = row
  const among = { states: ['received', 'open', 'closed'], except: id, least: perhapsTheSame } as const
  const similar = await similarTo(deps.db, title, among)
  const petition: DeskPetition = {
    ...itemOf(row),
    lang: row.lang,
    text: { problem, proposal, effect },
    findings: {
      title: personalDataIn(title),
      problem: personalDataIn(problem),
      proposal: personalDataIn(proposal),
      effect: personalDataIn(effect),
    },
    author: row.author,
    authorLevel: row.authorLevel,
    filedBy: row.filedBy,
    category: row.category,
    dongs: row.dongs,
    threshold: row.threshold,
    reviewDueAt: iso(row.reviewDueAt),
    supplementDueAt: iso(row.supplementDueAt),
    openedAt: iso(row.openedAt),
    closesAt: iso(row.closesAt),
    responseDueAt: iso(row.responseDueAt),
    answeredAt: iso(row.answeredAt),
    ground: row.ground,
    note: row.note,
    transferredTo: row.transferredTo,
    mergedInto: row.mergedInto,
    hiddenReason: row.hiddenReason,
    removed: row.removed,
    history: (await deskHistory(deps.db, id)).map((move) => ({ ...move, at: move.at.toISOString() })),
    similar: similar.map(({ id: _id, ...other }) => other),
    seen: row.updatedAt.toISOString(),
  }
  const suggested =
    petition.department?.id ??
    (await usualDepartment(
      deps.db,
      similar.map((other) => other.id),
    ))
  return { petition, acts: actsOn(officer, { ...row, ...held }), suggested, hasContact: row.hasContact }
}

type Open = {
  tab?: DeskTab | undefined
  act: DeskAct | null
  done: DeskAct | null
  form?: FormState | undefined
}
const besideThePetition = 30

/** The three columns of a petition at the desk; `form` is one that came back. */
export async function deskPetitionProps(
  deps: Deps,
  officer: Officer,
  number: string,
  { tab, act, done, form = emptyForm }: Open,
): Promise<DeskPetitionProps> {
  const { db } = deps
  const at = deps.now()
  const { petition, acts, suggested, hasContact } = await deskPetitionOf(deps, officer, number)
  const working = tab ?? tabOf(petition)
  const { list } = await deskList(deps, officer, { tab: working }, besideThePetition)
  const promises = await inForce(deps)
  return {
    petition,
    tab: working,
    queue: list,
    acts,
    contact: hasContact && may(officer, 'desk.petition.contact'),
    // A form that came back stays open with what was typed, even where its moment has passed.
    act: act && (form.problems.length > 0 || acts.includes(act)) ? act : null,
    done,
    form,
    categories: await liveCategories(db),
    dongs: await allDongs(db),
    departments: await departmentsOn(db, dayOf(at)),
    grounds: await allGrounds(db),
    suggested,
    follows: {
      closesAt: promisedAt(at, promises.terms).closesAt.toISOString(),
      supplementDueAt: supplementDueAfter(at, promises).toISOString(),
      threshold: promises.terms.threshold,
    },
    now: at.toISOString(),
  }
}
