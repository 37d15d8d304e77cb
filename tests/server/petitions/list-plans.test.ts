import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { listStatement } from '../../../server/petitions/reading/list.queries.ts'
import { orderOf } from '../../../server/petitions/reading/list.rules.ts'
import { openSingle } from '../../../server/platform/db/connect.ts'
import { openDatabase, type Database } from '../../../server/platform/db/database.ts'
import { listSorts } from '../../../shared/limits.ts'
import { listStages } from '../../../shared/states.ts'
import { freshDatabase } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'

const now = new Date('2026-11-30T03:00:00Z')
const all = listStages.flatMap((stage) => listSorts[stage].map((sort) => [stage, sort] as const))

/** Five thousand petitions in every state, as years of use leave them. */
const fill = sql`
  insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, category_code, dong_codes, state,
    created_at, updated_at, received_at, opened_at, closes_at, threshold, response, response_kind, response_due_at,
    answered_at, ground_code, rank_total, rank_rising)
  select gen_random_uuid(), '2020-' || lpad(i::text, 5, '0'), 'online', 'ko', '청원 ' || i, repeat('어둡습니다 ', 20), '조명', '',
    (select code from categories order by code offset i % 6 limit 1),
    array[(select code from dongs order by code offset i % 18 limit 1)], state, at, at, at,
    case when state <> 'rejected' then at end, case when state <> 'rejected' then at + interval '30 days' end,
    case when state <> 'rejected' then 1000 end, response, case when response <> 'none' then 'department' end,
    case when response <> 'none' then at + interval '40 days' end, case when response = 'answered' then at + interval '38 days' end,
    case when state = 'rejected' then 'in-court' end, (i * 7919) % 1200, i % 90
  from generate_series(1, 5000) i
  cross join lateral (select
    case when i % 10 = 0 then 'rejected' when i > 4700 then 'open' else 'closed' end as state,
    timestamptz '2026-11-29 00:00+09' - (5000 - i) * interval '2 hours' as at) s
  cross join lateral (select
    case when s.state <> 'closed' then 'none' when i > 4500 then 'due' else 'answered' end as response) r`

describe('with thousands of petitions', () => {
  let db: Database['db']
  beforeAll(async () => {
    const { ownerUrl, secret } = await freshDatabase()
    const database = await openDatabase({ ownerUrl, secret, log: () => {} })
    db = database.db
    const owner = openSingle(ownerUrl, 'sotong tests')
    atEndOfFile(async () => {
      await owner.end()
      await database.close()
    })
    await seed(db)
    await db.execute(fill)
    await owner`analyze petitions`
  })

  test.each(all)('the list %s by %s reads its page from an index, without sorting', async (stage, sort) => {
    const order = orderOf(stage, sort)
    const after = { value: order.by.startsWith('rank') ? 600 : now.toISOString(), id: 2500 }
    for (const from of [null, after]) {
      const listed = { stage, now }
      const plan = await planOf(db, listStatement(listed, order, from, 20))
      expect(plan).toMatch(/Index Scan (Backward )?using petitions_/)
      expect(plan).not.toMatch(/Seq Scan on petitions /)
      expect(findsPage(plan)).not.toMatch(/Sort/)
    }
  })

  test('a filtered list sorts what it found at most, and never reads every petition', async () => {
    const listed = { stage: 'collecting', category: 'city', dong: 'dorim', now } as const
    expect(await planOf(db, listStatement(listed, orderOf('collecting', 'newest'), null, 20))).not.toMatch(
      /Seq Scan on petitions /,
    )
  })
})

/** The part of a plan that finds the page. */
const findsPage = (plan: string) => /CTE page\n[\s\S]*?petitions p(?:_1)?[^\n]*/.exec(plan)?.[0] ?? plan

async function planOf(db: Database['db'], statement: ReturnType<typeof listStatement>) {
  const lines = await db.execute<Record<string, string>>(sql`explain (costs off) ${statement}`)
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

/** Categories, dongs and a ground, of which petitions speak. */
async function seed(db: Database['db']) {
  await db.execute(sql`insert into categories (code, name_ko, name_en, position)
    select unnest(array['city', 'c1', 'c2', 'c3', 'c4', 'c5']), 'ko', 'en', 1`)
  await db.execute(sql`insert into dongs (code, name_ko, name_en, short_ko, tile_column, tile_row, position)
    select case when i = 1 then 'dorim' else 'dong' || i end, 'ko', 'en', 'ko', 1, 1, i from generate_series(1, 18) i`)
  await db.execute(sql`insert into rejection_grounds (code, name_ko, name_en, remedy_ko, remedy_en, text_public, position)
    values ('in-court', 'ko', 'en', 'ko', 'en', true, 1)`)
}
