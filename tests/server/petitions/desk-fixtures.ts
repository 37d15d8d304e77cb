import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { petitionMoves, petitions } from '../../../server/petitions/petitions.tables.ts'
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

/** An officer of the communication team with everything a test of decisions needs. */
export async function atTheDesk(app: TestApp) {
  const { db } = app.deps
  const officer = await app.as.officer('communication')
  const safety = await departmentId(app, 'urban-safety')
  const decide = (number: string, noun: string, body: unknown, cookie = officer.cookie) =>
    app.api('POST', `/api/desk/petitions/${number}/${noun}`, body, { cookie })
  return {
    officer,
    author: await app.as.resident(),
    safety,
    decide,
    publish: (number: string) => decide(number, 'publication', { department: safety }),
    lastMove: async (petitionId: number) => {
      const moves = db.select().from(petitionMoves).where(eq(petitionMoves.petitionId, petitionId))
      return (await moves.orderBy(desc(petitionMoves.id)))[0]!
    },
    entries: (act: string, id: number) =>
      db
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.act, act), eq(auditEntries.aboutId, String(id)))),
  }
}
