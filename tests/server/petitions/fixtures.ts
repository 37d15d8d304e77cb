import { createHash, randomUUID } from 'node:crypto'
import { type Database, openDatabase, type Sql } from '../../../server/platform/db/database.ts'
import type { Deps } from '../../../server/platform/deps.ts'
import { freshDatabase } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'

/** A database of one's own and the server's pool on it. */
export async function openTestDatabase(max = 10) {
  const { ownerUrl, secret } = await freshDatabase()
  const open = async () => {
    const database = await openDatabase({ ownerUrl, secret, log: () => {}, max })
    atEndOfFile(() => database.close())
    return database
  }
  return { ...(await open()), another: open }
}

/** What actions of this feature need of the server, without a server. */
export const partsOf = ({ db, sql }: Pick<Database, 'db' | 'sql'>, at: Date): Deps =>
  ({
    db,
    sql,
    config: { publicUrl: 'http://localhost:3000' },
    now: () => at,
    log: { warn: () => {} },
    news: { tell: async () => {}, here: () => {} },
  }) as unknown as Deps

type About = {
  state?: string
  threshold?: number
  closesAt?: Date
  minLevel?: number
  hidden?: boolean
  total?: number
}

let made = 0

/** An open petition, written as rows; its id and number. */
export async function anOpenPetition(sql: Sql, about: About = {}) {
  const { state = 'open', threshold = 1000, minLevel = 0, hidden = false, total = 0 } = about
  const closesAt = about.closesAt ?? new Date('2026-12-24T15:00:00Z')
  // Of another year than the numbers that the desk gives out.
  const number = `2025-${String((made += 1)).padStart(4, '0')}`
  const openedAt = '2026-11-24T01:00:00Z'
  const [row] = await sql`
    insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, state, created_at, updated_at,
      received_at, opened_at, closes_at, threshold, mayor_days, department_days, interim_days, min_level_counted,
      hidden_at, hidden_reason, author_shown)
    values (${randomUUID()}, ${number}, 'online', 'ko', '밤길에 조명을 놓아 주세요', '어둡습니다', '조명', '', ${state},
      ${openedAt}, ${openedAt}, ${openedAt}, ${openedAt}, ${closesAt.toISOString()}, ${threshold}, 20, 10, 30, ${minLevel},
      ${hidden ? openedAt : null}, ${hidden ? '확인 중' : null}, '김*늘')
    returning id::int as id`
  const id = row!.id as number
  await sql`insert into petition_counts (petition_id, imported) values (${id}, ${total})`
  return { id, number }
}

/** The key of an invented person. */
export const keyOf = (name: string | number) => createHash('sha256').update(`person ${name}`).digest()

/** What one invented person asks. */
export const askedBy = (
  name: string | number,
  petitionId: number,
  about: { level?: number; at?: Date } = {},
) => ({
  petitionId,
  personKey: keyOf(name),
  dong: null,
  level: about.level ?? 0,
  receivedAt: about.at ?? new Date('2026-11-25T03:00:00Z'),
})

export async function countsOf(sql: Sql, id: number) {
  const [row] = await sql`
    select imported, online, paper, total,
      (select count(*)::int from endorsements where petition_id = ${id} and withdrawn_at is null) as standing,
      (select count(*)::int from endorsements where petition_id = ${id}) as rows,
      (select count(*)::int from establishments where petition_id = ${id}) as establishments,
      (select count(*)::int from graphile_worker.jobs where task_identifier = 'petitions.establish'
        and key = ${`establish ${id}`}) as jobs
    from petition_counts where petition_id = ${id}`
  return row as Record<
    'imported' | 'online' | 'paper' | 'total' | 'standing' | 'rows' | 'establishments' | 'jobs',
    number
  >
}
