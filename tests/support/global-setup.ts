import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openCluster } from '../../server/platform/db/cluster.ts'
import { openSingle } from '../../server/platform/db/connect.ts'
import { openDatabase } from '../../server/platform/db/database.ts'
import { migrateJobs } from '../../server/platform/jobs/jobs.ts'
import { databaseUrl, template, testSecret } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's address of the cluster that this run started. */
    clusterUrl: string
  }
}

const log = (line: string) => void process.stderr.write(`${line}\n`)

/** One PostgreSQL for the whole run, in a folder of its own, with one migrated database that tests copy. */
export default async function startCluster(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'sotong-tests-'))
  // As root, PostgreSQL runs under another user, who must be able to reach its folder in here.
  await chmod(folder, 0o755)
  const cluster = await openCluster({ dataDir: folder, log })
  const close = async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(cluster.ownerUrl)
  } catch (error) {
    await close()
    throw error
  }
  project.provide('clusterUrl', cluster.ownerUrl)
  return close
}

async function makeTemplate(ownerUrl: string) {
  const sql = openSingle(ownerUrl, 'sotong tests')
  try {
    await sql`create database ${sql(template)}`
  } finally {
    await sql.end()
  }
  const database = await openDatabase({
    ownerUrl: databaseUrl(ownerUrl, template),
    secret: testSecret,
    log,
    max: 1,
  })
  await migrateJobs(database.appUrl)
  await database.close()
}
