import { expect, test } from 'vitest'
import { mailTo } from '../../../server/notifications/notifications.actions.ts'
import { releaseLostJobs } from '../../../server/platform/jobs/jobs.ts'
import { startApp } from '../../support/app.ts'

const app = await startApp()
const { sql } = app.deps

test('a job whose process was killed goes on ten minutes later, and one that is being done is left alone', async () => {
  await mailTo(app.deps, app.deps.db, 'someone@residents.example', 'test:1', { subject: 's', text: 't' })
  const held = async (minutes: number) => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString()
    await sql`update graphile_worker._private_jobs set locked_by = 'worker-that-died', locked_at = ${at}`
    await releaseLostJobs(app.deps.db)
    return (await sql`select 1 from graphile_worker._private_jobs where locked_by is not null`).length
  }
  expect(await held(9)).toBe(1)
  expect(await held(11)).toBe(0)
  await app.settle()
  const [mail] = await sql`select sent_at from mails`
  expect(mail!.sent_at).not.toBeNull()
})
