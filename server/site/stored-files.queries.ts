import { and, inArray, lt, sql } from 'drizzle-orm'
import { followUpEvidence } from '../followups/follow-ups.tables.ts'
import { listeningPhotos } from '../listening/listening.tables.ts'
import { answers } from '../petitions/answers/answers.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { files } from '../platform/files/files.tables.ts'

/** Whatever shows files is named here: what nothing shows is removed. */
const unused = sql`not exists (
    select from ${answers} where ${files.id} in (${answers.videoFile}, ${answers.captionsFile}, ${answers.posterFile}))
  and not exists (select from ${listeningPhotos} where ${listeningPhotos.fileId} = ${files.id})
  and not exists (select from ${followUpEvidence} where ${followUpEvidence.fileId} = ${files.id})`

/** Takes away what was uploaded before an instant and nothing shows. @returns their ids */
export async function dropUnusedFiles(tx: Db, before: Date, most = 100): Promise<string[]> {
  const candidates = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(lt(files.uploadedAt, before), unused))
    .limit(most)
    .for('update')
  if (candidates.length === 0) return []
  // Asked again under the locks: a draft may have taken one in the meantime.
  const dropped = await tx
    .delete(files)
    .where(
      and(
        inArray(
          files.id,
          candidates.map((row) => row.id),
        ),
        unused,
      ),
    )
    .returning({ id: files.id })
  return dropped.map((row) => row.id)
}
