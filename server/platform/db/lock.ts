import { setTimeout as sleep } from 'node:timers/promises'
import { keepOpen, type Kept } from './connect.ts'
import { CannotStart, postgresCode } from './faults.ts'

/** A second server was started on a folder that already has one. */
export class AlreadyRunning extends CannotStart {}

/** Any number will do, as long as nothing else in the database takes the same one. */
const serverLock = 7_391_001

export type ServerLock = { release(): Promise<void> }

/**
 * Decides which process is *the* server of an embedded database: an advisory lock on a connection of its own, taken
 * before anything else is done, freed by the database when the process dies in whatever way. After a restart of the
 * database it is taken again.
 * @param dataDir null with DATABASE_URL: there several servers may share one database, and nothing is locked
 * @param onLost another server took the lock while the database was away; this one must end
 * @throws AlreadyRunning
 */
export async function holdServerLock(
  ownerUrl: string,
  dataDir: string | null,
  onLost: (error: Error) => void = endProcess,
): Promise<ServerLock> {
  if (dataDir === null) return { release: async () => {} }
  const held: Kept = await keepOpen(
    ownerUrl,
    'sotong server',
    async (sql) => {
      // A server that was killed a moment ago may not have been noticed yet.
      for (let attempt = 1; attempt <= 10; attempt += 1) {
        const [row] = await sql`select pg_try_advisory_lock(${serverLock}) as mine`
        if (row!.mine) return
        await sleep(100)
      }
      const advice = 'stop it first, or give this one another DATA_DIR'
      throw new AlreadyRunning(`A server is already running on ${dataDir}: ${advice}.`)
    },
    (error) => onLost(error instanceof Error ? error : new Error(postgresCode(error))),
  )
  return { release: () => held.end() }
}

function endProcess(error: Error) {
  process.stderr.write(`${error.message}\n`)
  process.kill(process.pid, 'SIGTERM')
}
