import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { departments } from '../../settings/settings.tables.ts'
import { questions } from './questions.tables.ts'

/** What stood before everyone and was not answered, held until the transaction ends. */
export const lockUnanswered = (tx: Db, townHallId: number) =>
  tx
    .select()
    .from(questions)
    .where(
      and(
        eq(questions.townHallId, townHallId),
        eq(questions.rehearsal, false),
        inArray(questions.state, ['published', 'queued', 'on-stage', 'to-answer']),
      ),
    )
    .orderBy(asc(questions.id))
    .for('no key update')

/** The department that runs the service: the first of those that exist. */
export async function departmentInCharge(db: Db): Promise<number> {
  const rows = await db
    .select({ id: departments.id })
    .from(departments)
    .where(isNull(departments.untilDay))
    .orderBy(asc(departments.id))
    .limit(1)
  return rows[0]!.id
}
