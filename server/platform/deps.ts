import type { FastifyBaseLogger } from 'fastify'
import type { Sql } from 'postgres'
import type { Config } from '../config.ts'
import type { Db } from './db/database.ts'
import type { News } from './db/news.ts'
import type { FileStore } from './files/files.ts'
import type { PageCache } from './render/cache.ts'
import type { Renderer } from './render/renderer.ts'
import type { Secrets } from './secrets.ts'

/** What features are given: no global state, so that tests can start as many servers as they like. */
export type Deps = {
  config: Config
  db: Db
  /** postgres.js itself, for statements that Drizzle cannot say. */
  sql: Sql
  secrets: Secrets
  files: FileStore
  render: Renderer
  /** Public pages kept about a second. What changes them goes through `changePublic`, which drops them everywhere. */
  pages: PageCache
  /** Tells every process what is no longer as it kept it. */
  news: News
  log: FastifyBaseLogger
  /** Where this process stands between start and stop. */
  standing: { working: boolean; draining: boolean }
  /** The clock of the rules; `DEMO_NOW` moves it. */
  now: () => Date
  /** The machine's clock: sessions, codes, rate limits, job times. */
  machineNow: () => Date
}
