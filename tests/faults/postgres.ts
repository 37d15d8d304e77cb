import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCluster } from '../../server/platform/db/cluster.ts'
import { findPostmaster, stopPostmaster } from '../../server/platform/db/postmaster.ts'

/** An embedded PostgreSQL with which anything may be done that happens to one. */
export async function openPostgres(dataDir: string) {
  const open = () => openCluster({ dataDir, log: () => {} })
  let cluster = await open()
  const { folder } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { folder: string }
  const place = resolve(dataDir, folder)
  const pids = async () => {
    const pid = await findPostmaster(place)
    if (pid === undefined) return []
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    return [pid, ...children.map(Number)]
  }
  const signal = async (name: NodeJS.Signals) => {
    for (const pid of await pids()) {
      try {
        process.kill(pid, name)
      } catch {
        // A backend that ended meanwhile.
      }
    }
  }
  return {
    ownerUrl: cluster.ownerUrl,
    /** As an administrator stops it: what is open is rolled back. */
    stop: () => stopPostmaster(place),
    /** As a machine that loses its power: nothing is finished. */
    async crash() {
      const [pid] = await pids()
      if (pid !== undefined) process.kill(pid, 'SIGQUIT')
      while ((await findPostmaster(place)) !== undefined) await sleep(20)
    },
    async start() {
      cluster = await open()
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async close() {
      await signal('SIGCONT')
      await cluster.stop()
      await stopPostmaster(place)
    },
  }
}
export type Postgres = Awaited<ReturnType<typeof openPostgres>>
