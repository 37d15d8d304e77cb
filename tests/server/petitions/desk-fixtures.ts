import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { petitions } from '../../../server/petitions/petitions.tables.ts'
import { departments } from '../../../server/settings/settings.tables.ts'
import type { TestApp } from '../../support/app.ts'

let made = 0

/** A petition that a resident sent and nobody has looked at, written as a row; its number. */
export async function aReceived(app: TestApp, about: Partial<typeof petitions.$inferInsert> = {}) {
  const at = app.deps.now()
  const number = `2026-${String((made += 1)).padStart(4, '0')}`
  const [row] = await app.deps.db
    .insert(petitions)
    .values({
      draftId: randomUUID(),
      number,
      route: 'online',
      lang: 'ko',
      title: '도림천 산책로에 조명을 더 놓아 주세요',
      problem: '다리 아래가 어둡습니다.',
      proposal: '조명을 놓아 주세요.',
      effect: '',
      categoryCode: 'living-environment',
      state: 'received',
      createdAt: at,
      updatedAt: at,
      receivedAt: at,
      reviewDueAt: new Date(at.getTime() + 7 * 86_400_000),
      authorShown: '김*늘',
      ...about,
    })
    .returning({ id: petitions.id })
  return { id: row!.id, number }
}

export async function departmentId(app: TestApp, code: string): Promise<number> {
  const rows = await app.deps.db.select().from(departments).where(eq(departments.code, code))
  return rows[0]!.id
}

export async function rowOf(app: TestApp, number: string) {
  const rows = await app.deps.db.select().from(petitions).where(eq(petitions.number, number))
  return rows[0]!
}
