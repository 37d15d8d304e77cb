import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bestHits,
  countHits,
  countStatement,
  hitsStatement,
  levels,
  searching,
} from '../../../server/petitions/reading/search.queries.ts'
import { candidatesStatement } from '../../../server/petitions/similar/similar.queries.ts'
import { keysToLookUp } from '../../../server/petitions/similar/similar.rules.ts'
import { similarTo } from '../../../server/petitions/similar/similar.ts'
import { readingsOf } from '../../../server/petitions/reading/search.rules.ts'
import { openSingle } from '../../../server/platform/db/connect.ts'
import { type Database, openDatabase } from '../../../server/platform/db/database.ts'
import { drizzle } from 'drizzle-orm/postgres-js'
import { freshDatabase } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import { manyPetitions, manyTimes } from './many.ts'

const now = new Date('2026-11-29T03:00:00Z')
const lists = [
  { stage: 'all', now },
  { stage: 'collecting', now },
  { stage: 'all', category: 'c3', dong: 'dorim', now },
] as const
const typed = {
  'a common word': '주차',
  'a rare word': '드론',
  'a word that is nowhere': '뷁쉙',
  'one syllable': '차',
  'a word of the text only': '저녁마다',
  'several words': '불법 주차단속',
  'words written as one': '가로등설치',
  'a word with its particle': '주차장을',
  'initial consonants': 'ㅈㅊㅈ',
  'two initial consonants': 'ㄷㄹ',
  'a word half typed': '주차자',
  'a word on the other keyboard': 'wnckwkd',
  'a number': '2020-000123',
  signs: `100%_'"\\`,
}

describe('among twenty-four thousand petitions', () => {
  let db: Database['db']
  beforeAll(async () => {
    const { ownerUrl, secret } = await freshDatabase()
    const database = await openDatabase({ ownerUrl, secret, log: () => {} })
    db = database.db
    const client = openSingle(ownerUrl, 'sotong tests')
    const owner = drizzle(client)
    atEndOfFile(async () => {
      await client.end()
      await database.close()
    })
    await owner.execute(sql`insert into categories (code, name_ko, name_en, position)
      select unnest(array['city', 'c1', 'c2', 'c3', 'c4', 'c5']), 'ko', 'en', 1`)
    await owner.execute(sql`insert into dongs (code, name_ko, name_en, short_ko, tile_column, tile_row, position)
      select case when i = 1 then 'dorim' else 'dong' || i end, 'ko', 'en', 'ko', 1, 1, i from generate_series(1, 18) i`)
    await owner.execute(sql`insert into rejection_grounds (code, name_ko, name_en, remedy_ko, remedy_en, text_public, position)
      values ('in-court', 'ko', 'en', 'ko', 'en', true, 1)`)
    await owner.execute(manyPetitions(2000))
    for (const statement of manyTimes(11)) await owner.execute(statement)
    await client`vacuum analyze petition_search`
  }, 120_000)

  test('there are enough of them, each searched', async () => {
    const [row] = await db.execute<{ all: number; searched: number }>(sql`
      select (select count(*)::int from petitions) as all, (select count(*)::int from petition_search) as searched`)
    expect(row).toEqual({ all: 24_000, searched: 24_000 })
  })

  test.each(Object.entries(typed))('%s is looked up in an index, whatever the list', async (_what, q) => {
    const after = { level: 1, at: '2026-01-05T00:00:00Z', id: 12_000 } as const
    const plans = await searching(db, async (tx) => {
      const all: string[] = []
      for (const listed of lists)
        for (const reading of readingsOf(q, true))
          for (const level of levels)
            for (const statement of [
              hitsStatement(listed, reading, level, null, 21),
              hitsStatement(listed, reading, level, null, 21, 500),
              hitsStatement(listed, reading, level, after, 21),
              countStatement(listed, reading, level, 1001),
            ]) {
              if (!statement) continue
              const lines = await tx.execute<Record<string, string>>(sql`explain (costs off) ${statement}`)
              all.push(lines.map((line) => line['QUERY PLAN']).join('\n'))
            }
      return all
    })
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) {
      expect(plan).not.toMatch(/Seq Scan/)
      expect(plan).toMatch(/petition_search_(grams|title|newest)/)
    }
  })

  test.each(['문래동 사거리 가로등이 꺼졌어요', '불법주차를 단속해 주세요', '살려 주세요', '뷁쉙'])(
    'petitions like “%s” are looked up in an index too',
    async (title) => {
      const statement = candidatesStatement(keysToLookUp(title))
      const plan = await searching(db, async (tx) => {
        const lines = await tx.execute<Record<string, string>>(sql`explain (costs off) ${statement}`)
        return lines.map((line) => line['QUERY PLAN']).join('\n')
      })
      expect(plan).not.toMatch(/Seq Scan/)
      const found = await similarTo(db, title, { states: ['open', 'closed'] })
      if (title.includes('가로등')) expect(found[0]!.title).toMatch(/^문래동 사거리/)
    },
  )

  test('page after page shows every hit once, and as many as are counted', async () => {
    const reading = readingsOf('불법주차')[0]!
    const listed = { stage: 'all', category: 'c3', now } as const
    const seen: number[] = []
    let after: Parameters<typeof bestHits>[3] = null
    for (;;) {
      const hits = await searching(db, (tx) => bestHits(tx, listed, reading, after, 20))
      if (hits.length === 0) break
      seen.push(...hits.map(({ id }) => id))
      after = hits.at(-1)!
    }
    expect(seen.length).toBeGreaterThan(40)
    expect(new Set(seen).size).toBe(seen.length)
    expect(await searching(db, (tx) => countHits(tx, listed, reading, 10_000))).toBe(seen.length)
  })

  test('reading the newest first finds what reading all finds', async () => {
    for (const q of ['주차', '저녁마다', 'ㅈㅊㅈ', '드론', '주차장을 설치']) {
      const reading = readingsOf(q)[0]!
      const listed = { stage: 'all', now } as const
      const hits = await searching(db, (tx) => bestHits(tx, listed, reading, null, 30))
      const whole = await searching(db, async (tx) => {
        const rows: { id: number }[] = []
        for (const level of levels) {
          const statement = hitsStatement(listed, reading, level, null, 30)
          if (statement) rows.push(...(await tx.execute<{ id: number }>(statement)))
        }
        return rows.slice(0, 30)
      })
      expect(hits.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    }
  })
})
