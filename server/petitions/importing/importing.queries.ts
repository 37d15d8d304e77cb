import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { categories } from '../../settings/settings.tables.ts'
import { petitionNumbers } from '../petitions.tables.ts'
import type { Imported } from './imported.rules.ts'
import { importCategories, importSources } from './importing.tables.ts'

/** Fills the table of categories on a new installation; what is there stays as administrators made it. */
export async function fillMappings(tx: Db, rows: (typeof importCategories.$inferInsert)[]) {
  const found = await tx.select({ name: importCategories.name }).from(importCategories).limit(1)
  if (found.length === 0) await tx.insert(importCategories).values(rows).onConflictDoNothing()
}

/** Until the transaction ends nothing else is imported. */
export async function lockImports(tx: Db) {
  await tx.execute(sql`select pg_advisory_xact_lock(7391004)`)
}

export async function sourceByName(db: Db, name: string) {
  const rows = await db.select().from(importSources).where(eq(importSources.name, name))
  return rows[0] ?? null
}

/** The source of a name, made if it is new; once it is ours it stays so. */
export async function putSource(tx: Db, name: string, ours: boolean, at: Date): Promise<number> {
  const rows = await tx
    .insert(importSources)
    .values({ name, ours, createdAt: at })
    .onConflictDoUpdate({
      target: importSources.name,
      set: { ours: sql`${importSources.ours} or excluded.ours` },
    })
    .returning({ id: importSources.id })
  return rows[0]!.id
}

/** False when there is no such source. */
export async function setOurs(tx: Db, id: number, ours: boolean): Promise<boolean> {
  const rows = await tx
    .update(importSources)
    .set({ ours })
    .where(eq(importSources.id, id))
    .returning({ id: importSources.id })
  return rows.length === 1
}

/** Titles of the petitions of a source that are there, by their numbers. */
export async function knownTitles(db: Db, sourceId: number, numbers: string[]) {
  const rows = await db.execute<{ number: string; title: string }>(sql`
    select source_number as number, title from petitions
    where source_id = ${sourceId}
      and source_number in (select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`)
  return new Map(rows.map(({ number, title }) => [number, title]))
}

/** Takes so many numbers of a year. @returns the last one before them */
export async function takeNumbers(tx: Db, year: number, count: number): Promise<number> {
  const rows = await tx
    .insert(petitionNumbers)
    .values({ year, last: count })
    .onConflictDoUpdate({
      target: petitionNumbers.year,
      set: { last: sql`${petitionNumbers.last} + ${count}` },
    })
    .returning()
  return rows[0]!.last - count
}

/** Categories by the names that other sites give them; null is met and not decided. */
export async function mappingsOf(db: Db): Promise<Map<string, string | null>> {
  const rows = await db.select().from(importCategories)
  return new Map(rows.map(({ name, categoryCode }) => [name, categoryCode]))
}

/** Every mapping with how many petitions came under its name, undecided ones first. */
export async function mappingLines(db: Db) {
  return [
    ...(await db.execute<{ name: string; category: string | null; petitions: number }>(sql`
      select m.name, m.category_code as category,
        (select count(*)::int from petitions p where p.source_category = m.name) as petitions
      from import_categories m order by m.name = '' desc, m.category_code is not null, m.name`)),
  ]
}

/** Notes names that have no category yet, so that the desk can decide. */
export async function addUndecided(tx: Db, names: string[]) {
  if (names.length === 0) return
  await tx
    .insert(importCategories)
    .values(names.map((name) => ({ name, categoryCode: null })))
    .onConflictDoNothing()
}

export async function categoryExists(db: Db, code: string): Promise<boolean> {
  const rows = await db
    .select({ code: categories.code })
    .from(categories)
    .where(and(eq(categories.code, code), isNull(categories.retiredAt)))
  return rows.length === 1
}

/** False when no such name was met. */
export async function setMapping(tx: Db, name: string, categoryCode: string): Promise<boolean> {
  const rows = await tx
    .update(importCategories)
    .set({ categoryCode })
    .where(eq(importCategories.name, name))
    .returning({ name: importCategories.name })
  return rows.length === 1
}

/**
 * Moves what was imported under a name to its category; under the empty name, what came under names not decided yet.
 * Their counts are locked first, as for every change of petitions.
 */
export async function moveImported(tx: Db, name: string, categoryCode: string) {
  const names =
    name === ''
      ? sql`(select m.name from import_categories m where m.category_code is null or m.name = '')`
      : sql`(${name})`
  await tx.execute(sql`
    select from petition_counts where petition_id in (
      select id from petitions where source_category in ${names} and category_code is distinct from ${categoryCode})
    order by petition_id for no key update`)
  await tx.execute(sql`
    update petitions set category_code = ${categoryCode}
    where source_category in ${names} and category_code is distinct from ${categoryCode}`)
}

export async function sourceLines(db: Db) {
  return [
    ...(await db.execute<{
      id: number
      name: string
      ours: boolean
      petitions: number
      endorsements: number
    }>(sql`
      select s.id::int as id, s.name, s.ours, count(p.id)::int as petitions, coalesce(sum(c.imported), 0)::int as endorsements
      from import_sources s
      left join petitions p on p.source_id = s.id
      left join petition_counts c on c.petition_id = p.id
      group by s.id order by s.name`)),
  ]
}

type Row = Imported & { number: string; category: string }

/** Writes petitions that ended elsewhere, with what was counted there. @returns how many */
export async function addImported(tx: Db, sourceId: number, rows: Row[], at: Date): Promise<number> {
  const added = await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("sourceNumber" text, title text, problem text,
        "sourceCategory" text, category text, number text, "openedAt" timestamptz, "closesAt" timestamptz, answered boolean,
        count integer)
    ), added as (
      insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, category_code, state, created_at,
        updated_at, received_at, opened_at, closes_at, closed_at, response, response_kind, answered_at, rank_total, source_id,
        source_number, source_category)
      select gen_random_uuid(), number, 'online', 'ko', title, problem, '', '', category, 'closed', ${at.toISOString()}::timestamptz,
        ${at.toISOString()}::timestamptz, "openedAt", "openedAt", "closesAt", "closesAt",
        case when answered then 'answered' else 'none' end, case when answered then 'elsewhere' end,
        case when answered then "closesAt" end, count, ${sourceId}, "sourceNumber", "sourceCategory"
      from given
      returning id, rank_total
    )
    insert into petition_counts (petition_id, imported) select id, rank_total from added returning petition_id`)
  return added.length
}

/** Categories that take petitions, in their order. */
export const openCategories = (db: Db) =>
  db
    .select({ code: categories.code, nameKo: categories.nameKo, nameEn: categories.nameEn })
    .from(categories)
    .where(isNull(categories.retiredAt))
    .orderBy(asc(categories.position))
