import { z } from 'zod'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/jobs/jobs.ts'
import { addMail, newestMails } from './notifications.queries.ts'

/**
 * What a feature wants said to someone. Subjects and texts are plain text in the reader's language; `unsubscribe` is
 * where one POST ends such mails, for mail programs that offer it (RFC 8058).
 */
export type MailText = {
  subject: string
  text: string
  unsubscribe?: string | undefined
  /** Files of text, such as a calendar entry. */
  files?: { name: string; type: string; text: string }[] | undefined
  /** PNG in base64, shown below the text. */
  pictures?: { name: string; alt: string; png: string }[] | undefined
}

const SealedMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  unsubscribe: z.string().optional(),
  files: z.array(z.object({ name: z.string(), type: z.string(), text: z.string() })).optional(),
  pictures: z.array(z.object({ name: z.string(), alt: z.string(), png: z.string() })).optional(),
})

/**
 * Writes a mail with the change it tells of; a job sends it after the commit.
 * @param purpose the same purpose reaches the same address once, however often this is called
 * @param waitedFor someone sits before the screen until it comes: it overtakes what is told to many
 */
export async function mailTo(
  deps: Deps,
  tx: Db,
  to: string,
  purpose: string,
  mail: MailText,
  waitedFor = false,
) {
  const id = await addMail(tx, {
    purpose,
    recipientHash: deps.secrets.hash('mail recipient', to),
    sealedMail: deps.secrets.seal(JSON.stringify({ to, ...mail })),
    createdAt: deps.machineNow(),
  })
  if (id !== null) await enqueue(tx, 'notifications.send', { mailId: id }, `mail ${id}`, waitedFor ? -10 : 0)
}

export const openMail = (deps: Deps, sealed: Buffer) =>
  SealedMail.parse(JSON.parse(deps.secrets.unseal(sealed)))

/** The outbox of a demonstration, newest first. */
export async function readOutbox(deps: Deps, most = 200) {
  const rows = await newestMails(deps.db, most)
  return rows
    .filter((row) => row.sealedMail !== null)
    .map((row) => ({ id: row.id, at: row.createdAt.toISOString(), ...openMail(deps, row.sealedMail!) }))
}
