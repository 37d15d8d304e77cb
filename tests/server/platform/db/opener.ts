import { openCluster } from '../../../../server/platform/db/cluster.ts'
import { holdServerLock } from '../../../../server/platform/db/lock.ts'

/** A process of its own for tests: opens a cluster, tells in one line of JSON, and leaves when its input ends. */
const [dataDir, lock] = process.argv.slice(2) as [string, string | undefined]
const lines: string[] = []
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)
try {
  const cluster = await openCluster({ dataDir, log: (line) => lines.push(line) })
  const held = lock ? await holdServerLock(cluster.ownerUrl, dataDir) : undefined
  tell({ ownerUrl: cluster.ownerUrl, started: cluster.started, lines })
  process.stdin.resume().once('end', async () => {
    await held?.release()
    await cluster.stop()
    process.exit(0)
  })
} catch (error) {
  tell({ error: (error as Error).message })
  process.exit(1)
}
