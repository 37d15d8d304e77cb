import { and, asc, desc, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { DeskTab } from '../../../shared/desk.ts'
import type { Role } from '../../../shared/accounts.ts'
import { identities, officers } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { departments } from '../../settings/settings.tables.ts'
import { establishments, petitionCounts, petitionMoves, petitions } from '../petitions.tables.ts'

type Person = { role: Role; departmentId: number | null }

/** What `maySee` of desk.rules.ts says, as a condition; drafts belong to their authors alone. */
const inScope = (officer: Person): SQL | undefined =>
  and(
    ne(petitions.state, 'draft'),
    officer.role === 'communication'
      ? undefined
      : officer.role === 'department' && officer.departmentId !== null
        ? eq(petitions.departmentId, officer.departmentId)
        : officer.role === 'mayor'
          ? isNotNull(establishments.at)
          : sql`false`,
  )

/** Answers that wait for someone else than their drafter. */
const waitingDraft = sql`exists (select from answers a where a.petition_id = ${petitions.id} and a.state in ('submitted', 'approved'))`

const belongs: Record<DeskTab, SQL | undefined> = {
  review: eq(petitions.state, 'received'),
  supplement: eq(petitions.state, 'supplement_requested'),
  open: eq(petitions.state, 'open'),
  answers: eq(petitions.response, 'due'),
  drafts: waitingDraft,
  hidden: isNotNull(petitions.hiddenAt),
  all: undefined,
}

/** What a queue is sorted by: the date that is due first; the last two show the newest first. */
const dates = {
  review: petitions.reviewDueAt,
  supplement: petitions.supplementDueAt,
  open: petitions.closesAt,
  answers: petitions.responseDueAt,
  drafts: petitions.responseDueAt,
  hidden: petitions.hiddenAt,
  all: petitions.receivedAt,
} as const
const newestFirst: readonly DeskTab[] = ['hidden', 'all']
/** What has no date stands behind everything that has one. */
const never = '9999-01-01T00:00:00.000Z'

type Filter = { department?: number | undefined; q?: string | undefined }

const matching = ({ department, q }: Filter) =>
  and(
    department === undefined ? undefined : eq(petitions.departmentId, department),
    q
      ? or(
          sql`${petitions.number} like ${`%${likeText(q)}%`}`,
          sql`${petitions.title} ilike ${`%${likeText(q)}%`}`,
        )
      : undefined,
  )
const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&')

export type DeskRow = Omit<Awaited<ReturnType<typeof queueOf>>['rows'][number], 'key'>

/**
 * One page of a queue, what is due first on top (and so what is late).
 * @param after the cursor of the page before; what is no cursor counts as none
 */
export async function queueOf(
  db: Db,
  officer: Person,
  tab: DeskTab,
  filter: Filter & { after?: string | undefined },
  most: number,
) {
  const key = sql`coalesce(${dates[tab]}, ${never}::timestamptz)`
  const down = newestFirst.includes(tab)
  const [, at, id] = /^(\d{4}-[\d:.TZ-]{15,30})_(\d{1,15})$/.exec(filter.after ?? '') ?? []
  const further =
    at === undefined || Number.isNaN(Date.parse(at))
      ? undefined
      : down
        ? sql`(${key}, ${petitions.id}) < (${at}::timestamptz, ${id}::bigint)`
        : sql`(${key}, ${petitions.id}) > (${at}::timestamptz, ${id}::bigint)`
  const found = await db
    .select({ ...shown, key: sql`${key}`.mapWith(petitions.receivedAt).as('key') })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .where(and(inScope(officer), belongs[tab], matching(filter), further))
    .orderBy(down ? desc(key) : asc(key), down ? desc(petitions.id) : asc(petitions.id))
    .limit(most + 1)
  const rows = found.slice(0, most)
  const last = rows.at(-1)
  const next = found.length > most && last ? `${(last.key as Date).toISOString()}_${last.id}` : null
  return { rows, next }
}

const shown = {
  id: petitions.id,
  number: petitions.number,
  title: petitions.title,
  route: petitions.route,
  state: petitions.state,
  hiddenAt: petitions.hiddenAt,
  removed: petitions.removed,
  receivedAt: petitions.receivedAt,
  reviewDueAt: petitions.reviewDueAt,
  supplementDueAt: petitions.supplementDueAt,
  closesAt: petitions.closesAt,
  response: petitions.response,
  responseKind: petitions.responseKind,
  responseDueAt: petitions.responseDueAt,
  total: sql<number>`coalesce(${petitionCounts.total}, 0)`,
  establishedAt: establishments.at,
  departmentId: petitions.departmentId,
  departmentKo: departments.nameKo,
  departmentEn: departments.nameEn,
  draft: sql<'draft' | 'submitted' | 'approved' | null>`(
    select a.state from answers a where a.petition_id = ${petitions.id} and a.state <> 'published'
    order by a.id desc limit 1)`,
}

/** How many stand in each queue that this officer sees. */
export async function queueCounts(db: Db, officer: Person, filter: Filter): Promise<Record<DeskTab, number>> {
  const count = (condition: SQL | undefined) =>
    sql<number>`(count(*) filter (where ${condition ?? sql`true`}))::int`
  const rows = await db
    .select({
      review: count(belongs.review),
      supplement: count(belongs.supplement),
      open: count(belongs.open),
      answers: count(belongs.answers),
      drafts: count(belongs.drafts),
      hidden: count(belongs.hidden),
      all: count(belongs.all),
    })
    .from(petitions)
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(and(inScope(officer), matching(filter)))
  return rows[0]!
}

const filer = alias(officers, 'filer')
const target = alias(petitions, 'target')

/** A sent petition as the desk shows it; whether this officer may see it is the rule's to say. */
export async function deskPetition(db: Db, number: string) {
  const rows = await db
    .select({
      ...shown,
      lang: petitions.lang,
      problem: petitions.problem,
      proposal: petitions.proposal,
      effect: petitions.effect,
      author: petitions.authorShown,
      authorId: petitions.authorId,
      hasContact: sql<boolean>`${petitions.authorId} is not null or ${petitions.sealedContact} is not null`,
      authorLevel: sql<number | null>`(select max(${identities.level}) from ${identities}
        where ${identities.personId} = ${petitions.authorId} and ${identities.unlinkedAt} is null)`,
      filedBy: filer.name,
      category: petitions.categoryCode,
      dongs: petitions.dongCodes,
      threshold: petitions.threshold,
      openedAt: petitions.openedAt,
      answeredAt: petitions.answeredAt,
      ground: petitions.groundCode,
      note: petitions.decisionNote,
      transferredTo: petitions.transferredTo,
      mergedInto: target.number,
      hiddenReason: petitions.hiddenReason,
      updatedAt: petitions.updatedAt,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .leftJoin(filer, eq(filer.id, petitions.filedBy))
    .leftJoin(target, eq(target.id, petitions.mergedInto))
    .where(and(eq(petitions.number, number), ne(petitions.state, 'draft')))
  return rows[0] ?? null
}

/** The whole history with what only the desk reads. */
export const deskHistory = (db: Db, petitionId: number) =>
  db
    .select({
      at: petitionMoves.at,
      move: petitionMoves.move,
      note: petitionMoves.publicNote,
      internal: petitionMoves.internalNote,
      officer: officers.name,
    })
    .from(petitionMoves)
    .leftJoin(officers, eq(officers.id, petitionMoves.officerId))
    .where(eq(petitionMoves.petitionId, petitionId))
    .orderBy(asc(petitionMoves.at), asc(petitionMoves.id))

/** The department that most petitions of these went to; null where none was assigned. */
export async function usualDepartment(db: Db, petitionIds: number[]): Promise<number | null> {
  if (petitionIds.length === 0) return null
  const rows = await db
    .select({ id: petitions.departmentId })
    .from(petitions)
    .where(and(inArray(petitions.id, petitionIds), isNotNull(petitions.departmentId)))
    .groupBy(petitions.departmentId)
    .orderBy(desc(sql`count(*)`), asc(petitions.departmentId))
    .limit(1)
  return rows[0]?.id ?? null
}
