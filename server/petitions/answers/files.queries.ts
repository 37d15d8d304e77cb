import { eq, or, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { petitions } from '../petitions.tables.ts'
import { answers } from './answers.tables.ts'

/** The answers that show a file, with what decides who may see it. */
export const shownIn = (db: Db, id: string) =>
  db
    .select({
      published: sql<boolean>`${answers.state} = 'published'`,
      hidden: sql<boolean>`${petitions.hiddenAt} is not null`,
      departmentId: petitions.departmentId,
    })
    .from(answers)
    .innerJoin(petitions, eq(petitions.id, answers.petitionId))
    .where(or(eq(answers.videoFile, id), eq(answers.captionsFile, id), eq(answers.posterFile, id)))
