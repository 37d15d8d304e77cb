import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { startDemonstration } from './demonstration.ts'
import { interleaved, over } from './figures.ts'
import { load, requestOf } from './load.ts'

/** What the design allows the server's process, idle with demonstration content. */
const goalMb = 200

/** Resident memory of the server alone, without PostgreSQL: idle, and idle again after a crowd of readers. */
export const bench: Bench = {
  about:
    "resident memory of the server's process, idle with demonstration content (MB; the ratio is to the goal)",
  async run({ quick, say, rounds, place }) {
    const folder = await mkdtemp(join(place.folder, 'memory-'))
    await chmod(folder, 0o755)
    const restMs = quick ? 500 : 20_000
    const once = async () => {
      const { pid, url, stop } = await startDemonstration(folder, false)
      await sleep(restMs)
      const idle = await residentMb(pid)
      const requests = ['/', '/petitions', '/town-halls'].map((path) => requestOf('GET', path))
      await load({ url, requests, connections: 20, most: quick ? 50 : 20_000 })
      await sleep(restMs)
      const after = await residentMb(pid)
      await stop()
      return { idle, after }
    }
    try {
      const counted = await interleaved({ memory: once }, Math.min(rounds, 3), say, { warmUp: false })
      const idle = over(counted, ({ memory }) => memory.idle!)
      const after = over(counted, ({ memory }) => memory.after!)
      return { figures: { idle_mb: idle, after_readers_mb: after }, ratios: { idle_to_goal: idle / goalMb } }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024
}
