import type { Deps } from '../platform/deps.ts'
import type { Jobs, Sweep } from '../platform/jobs/jobs.ts'
import { MailRefused, type Transport } from '../platform/mail/transport.ts'
import { openMail } from './notifications.actions.ts'
import { eraseMailsBefore, markInDoubt, markRefused, markSent, takeMail } from './notifications.queries.ts'

const keptDays = 30

/** Sends written mails. Without a transport (the demonstration's outbox) a mail counts as sent when it is written. */
export const notificationJobs = (deps: Deps, transport: Transport | null): Jobs => ({
  'notifications.send': async ({ mailId }) => {
    const id = Number(mailId)
    const mail = await takeMail(deps.db, id, deps.machineNow())
    if (!mail?.sealedMail) return
    const letter = openMail(deps, mail.sealedMail)
    const messageId = `<mail-${id}@${new URL(deps.config.publicUrl).hostname}>`
    try {
      await transport?.send({ ...letter, messageId })
    } catch (error) {
      const failure = reasonOf(error)
      if (error instanceof MailRefused) {
        await markRefused(deps.db, id, deps.machineNow(), failure)
        throw error
      }
      await markInDoubt(deps.db, id, deps.machineNow(), failure)
      return
    }
    await markSent(deps.db, id, deps.machineNow())
  },
})

/** A code, never the server's own words: they repeat addresses. */
const reasonOf = (error: unknown) =>
  error instanceof MailRefused ? error.message : String((error as { code?: string }).code ?? 'unknown')

export const notificationSweeps = (deps: Deps): Sweep[] => [
  {
    name: 'erase-old-mails',
    run: () => eraseMailsBefore(deps.db, new Date(deps.machineNow().getTime() - keptDays * 86_400_000)),
  },
]
