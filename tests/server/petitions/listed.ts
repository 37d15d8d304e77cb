import { randomUUID } from 'node:crypto'
import type { Deps } from '../../../server/platform/deps.ts'
import { petitionCounts, petitions } from '../../../server/petitions/petitions.tables.ts'

type Row = typeof petitions.$inferInsert

let made = 0
export const day = (date: string) => new Date(`${date}T03:00:00Z`)

/** A petition as it stands in the database, open since 24 November unless told; its id and number. */
export async function aPetition({ db }: Pick<Deps, 'db'>, about: Partial<Row> = {}, online = 0) {
  made += 1
  const number = about.number ?? `2026-${String(9000 - made).padStart(4, '0')}`
  const opened = about.openedAt === undefined ? day('2026-11-24') : about.openedAt
  const [row] = await db
    .insert(petitions)
    .values({
      draftId: randomUUID(),
      number,
      authorShown: '김*늘',
      route: 'online',
      lang: 'ko',
      title: '밤길에 조명을 놓아 주세요',
      problem: '어둡습니다',
      proposal: '조명을 놓아 주세요',
      effect: '',
      categoryCode: 'living-environment',
      dongCodes: [],
      state: 'open',
      createdAt: day('2026-11-20'),
      updatedAt: day('2026-11-20'),
      receivedAt: day('2026-11-20'),
      openedAt: opened,
      ...(opened && {
        closesAt: new Date('2026-12-24T15:00:00Z'),
        threshold: 1000,
        mayorDays: 20,
        departmentDays: 10,
        interimDays: 30,
        minLevelCounted: 0,
      }),
      rankTotal: online,
      ...about,
    })
    .returning({ id: petitions.id })
  await db.insert(petitionCounts).values({ petitionId: row!.id, online })
  return { id: row!.id, number }
}
