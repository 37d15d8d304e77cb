import type { Deps } from '../../platform/deps.ts'
import { staleRanks, writeRanks } from './ranks.queries.ts'

const risingMs = 72 * 3_600_000
const everyMs = 10_000
const inOneWrite = 100
/** Totals of petitions that closed earlier change only by corrections; the night looks after those. */
const lookBackMs = 24 * 3_600_000

/**
 * Brings the copies that lists sort by up to date. Petitions that are being endorsed just then are locked; each of those
 * is waited for alone.
 * @returns how many changed
 */
export async function refreshRanks({ db, now }: Pick<Deps, 'db' | 'now'>, all = false): Promise<number> {
  const at = now().getTime()
  const stale = await staleRanks(db, new Date(at - risingMs), all ? null : new Date(at - lookBackMs))
  const written = new Set<number>()
  for (let from = 0; from < stale.length; from += inOneWrite) {
    for (const id of await writeRanks(db, stale.slice(from, from + inOneWrite))) written.add(id)
  }
  for (const rank of stale) if (!written.has(rank.id)) await writeRanks(db, [rank])
  return stale.length
}

/** Refreshes ranks every ten seconds until stopped. */
export function startRanks(deps: Deps): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const round = async () => {
    try {
      await refreshRanks(deps)
    } catch (error) {
      deps.log.warn({ err: error }, 'ranks were not refreshed')
    }
    if (!stopped) next()
  }
  const next = () => {
    timer = setTimeout(() => (running = round()), everyMs)
    timer.unref()
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
