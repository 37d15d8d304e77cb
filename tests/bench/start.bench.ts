import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { startDemonstration } from './demonstration.ts'
import { interleaved, over } from './figures.ts'

/** What the design allows, in seconds. */
const goals = { cold: 40, warm: 5 }

/** `npm run demo` until its first page is there: on an empty DATA_DIR, then on one that has everything. */
export const bench: Bench = {
  about: 'npm run demo to the first page, cold after install and warm (seconds; ratios are to the goals)',
  async run({ quick, say, rounds, place }) {
    const once = async () => {
      const folder = await mkdtemp(join(place.folder, 'start-'))
      // As root, PostgreSQL runs as nobody and passes through.
      await chmod(folder, 0o755)
      try {
        const seconds = async () => {
          // A build while tests run would take the pages from under them.
          const started = await startDemonstration(folder, !quick)
          await started.stop()
          return started.firstPageMs / 1000
        }
        return { cold: await seconds(), warm: await seconds() }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
    const counted = await interleaved({ start: once }, rounds, say, { warmUp: false })
    const cold = over(counted, ({ start }) => start.cold!)
    const warm = over(counted, ({ start }) => start.warm!)
    return {
      figures: { cold_s: cold, warm_s: warm },
      ratios: { cold_to_goal: cold / goals.cold, warm_to_goal: warm / goals.warm },
    }
  },
}
