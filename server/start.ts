import { join } from 'node:path'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { accountSweeps } from './accounts/accounts.jobs.ts'
import { buildApp } from './app.ts'
import { auditSweeps } from './audit/audit.jobs.ts'
import type { Config } from './config.ts'
import { seedSeries } from './listening/desk/series.actions.ts'
import { listeningSweeps } from './listening/listening.jobs.ts'
import { followUpJobs, followUpSweeps } from './followups/follow-ups.jobs.ts'
import { notificationJobs, notificationSweeps } from './notifications/notifications.jobs.ts'
import { seedMappings } from './petitions/importing/importing.actions.ts'
import { petitionJobs, petitionSweeps } from './petitions/petitions.jobs.ts'
import { startRanks } from './petitions/reading/ranks.actions.ts'
import type { Database } from './platform/db/database.ts'
import { openNews } from './platform/db/news.ts'
import type { Deps } from './platform/deps.ts'
import { openFolder } from './platform/files/files.ts'
import { idempotencySweeps } from './platform/http/idempotency.ts'
import { type Jobs, migrateJobs, releaseLostJobs, type Sweep } from './platform/jobs/jobs.ts'
import { type Running, startJobs } from './platform/jobs/running.ts'
import { noServer, openSmtp } from './platform/mail/transport.ts'
import { createPageCache } from './platform/render/cache.ts'
import { dropWithChanges } from './platform/render/drops.ts'
import { openRenderer } from './platform/render/renderer.ts'
import { openSecrets } from './platform/secrets.ts'
import { seedSettings } from './settings/settings.actions.ts'
import { siteSweeps } from './site/site.jobs.ts'
import { seedZones } from './townhalls/desk/zones.actions.ts'
import { workReportSweeps } from './workreport/workreport.jobs.ts'
import { seedReports } from './workreport/workreport.actions.ts'
import { townHallJobs, townHallSweeps } from './townhalls/townhalls.jobs.ts'

export type Site = {
  app: FastifyInstance
  deps: Deps
  jobs: Jobs
  sweeps: Sweep[]
  /** Starts doing the queued jobs and the sweeps. */
  work(): Promise<void>
  close(): Promise<void>
}

type Options = { config: Config; database: Database; log: FastifyBaseLogger; now?: () => Date }

/** The clock of the rules: the machine's, or one that starts at `DEMO_NOW` and runs on. */
export function clockOf(demoNow: Date | undefined): () => Date {
  if (!demoNow) return () => new Date()
  const shift = demoNow.getTime() - Date.now()
  return () => new Date(Date.now() + shift)
}

/** Puts the parts together over an open, migrated database. Nothing listens and no job runs yet. */
export async function openSite({
  config,
  database,
  log,
  now = clockOf(config.demoNow),
}: Options): Promise<Site> {
  const deps: Deps = {
    config,
    db: database.db,
    sql: database.sql,
    secrets: openSecrets(config.secret),
    files: openFolder(join(config.dataDir, 'files')),
    render: await openRenderer(join(import.meta.dirname, '../web/dist')),
    pages: createPageCache(),
    news: await openNews(database.appUrl),
    log,
    standing: { working: false, draining: false },
    now,
    machineNow: () => new Date(),
  }
  dropWithChanges(deps.news, deps.pages)
  await migrateJobs(database.appUrl)
  await seedSettings(deps)
  await seedZones(deps)
  await seedMappings(deps)
  await seedSeries(deps)
  await seedReports(deps)
  const outbox = config.demo ? null : noServer
  const transport = config.smtpUrl ? openSmtp(config.smtpUrl, config.mailFrom) : outbox
  const jobs = {
    ...notificationJobs(deps, transport),
    ...petitionJobs(deps),
    ...followUpJobs(deps),
    ...townHallJobs(deps),
  }
  const sweeps = [
    ...siteSweeps(deps),
    ...listeningSweeps(deps),
    ...petitionSweeps(deps),
    ...townHallSweeps(deps),
    ...followUpSweeps(deps),
    ...workReportSweeps(deps),
    ...accountSweeps(deps),
    ...auditSweeps(deps),
    ...notificationSweeps(deps),
    ...idempotencySweeps(deps),
    { name: 'release-lost-jobs', run: () => releaseLostJobs(deps.db) },
  ]
  const app = await buildApp(deps)
  let running: Running | undefined
  let ranks: ReturnType<typeof startRanks> | undefined
  return {
    app,
    deps,
    jobs,
    sweeps,
    async work() {
      ranks = startRanks(deps)
      const working = (yes: boolean) => void (deps.standing.working = yes)
      running = await startJobs({ connectionString: database.appUrl, jobs, sweeps, log, working })
    },
    async close() {
      deps.standing.draining = true
      await app.close()
      await ranks?.stop()
      await running?.stop()
      transport?.close()
      await deps.news.end()
    },
  }
}
