import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs/jobs.ts'
import { lockPetition } from '../petitions.queries.ts'
import { addEstablishment, correctCounters, type Counted, countersAndRows } from './reconcile.queries.ts'

const inOneLook = 100

const differs = (counted: Counted) =>
  counted.online !== counted.onlineRows || counted.paper !== counted.paperRows

/**
 * Compares every counter with the rows it counts and corrects what differs, in many short transactions: a snapshot that
 * is held long slows the rows that are written most. A difference is looked at again under the lock before it counts.
 * @returns what was corrected
 */
export async function reconcile(deps: Deps): Promise<Counted[]> {
  const corrected: Counted[] = []
  for (let after = 0; ;) {
    const looked = await countersAndRows(deps.db, { after, most: inOneLook })
    for (const { id } of looked.filter(differs)) {
      const found = await correct(deps, id)
      if (found) corrected.push(found)
    }
    if (looked.length < inOneLook) return corrected
    after = looked.at(-1)!.id
  }
}

async function correct(deps: Deps, id: number): Promise<Counted | null> {
  return deps.db.transaction(async (tx) => {
    const petition = await lockPetition(tx, id)
    const [counted] = await countersAndRows(tx, { only: id })
    if (!petition || !counted || !differs(counted)) return null
    const total = await correctCounters(tx, counted)
    await record(deps, tx, { kind: 'system' }, 'petition.reconcile', { kind: 'petition', id }, { ...counted })
    deps.log.warn({ reconcile: counted }, 'counters differed from their rows and were corrected')
    const { threshold } = petition
    // A correction upwards may cross the threshold like any other increase.
    if (threshold !== null && total >= threshold) {
      const crossed = await addEstablishment(tx, { petitionId: id, at: deps.now(), total, threshold })
      if (crossed) await enqueue(tx, 'petitions.establish', { petitionId: id }, `establish ${id}`)
    }
    return counted
  })
}
