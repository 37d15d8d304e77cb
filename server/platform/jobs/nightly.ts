import { dayOf } from '../../../shared/kst.ts'
import type { Deps } from '../deps.ts'

/** Once a night a process, between three and five in Seoul by the rules' clock. */
export function nightly({ now }: Pick<Deps, 'now'>, run: () => Promise<void>) {
  let done = ''
  return async () => {
    const at = now()
    const today = dayOf(at)
    const hour = new Date(at.getTime() + 9 * 3_600_000).getUTCHours()
    if (hour < 3 || hour >= 5 || done === today) return
    done = today
    await run()
  }
}
