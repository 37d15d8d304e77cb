import type { EndorsementReply } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Endorser, Settled } from './endorser.ts'
import { mustBelong, mustBeTaken } from './endorsing.rules.ts'

/** Of a resident, what an endorsement needs. */
export type Endorsing = Pick<Resident, 'personKey' | 'belonging' | 'dong' | 'level'>

/**
 * Endorses once. Repeating it is harmless and gives the same total.
 * An endorsement is its own record, so that there is no entry in the audit log and nothing is queued.
 * @param receivedAt when the request came in
 */
export async function endorse(endorser: Endorser, who: Endorsing, number: string, receivedAt: Date) {
  mustBelong(who.belonging)
  const { personKey, dong, level } = who
  const petitionId = await idOf(endorser, number)
  const settled = await endorser.endorse({ petitionId, personKey, dong, level, receivedAt })
  mustBeTaken(settled.outcome)
  return { fresh: settled.outcome === 'new', reply: replyOf(true, settled) }
}

/** Takes one's endorsement back, until closing. Nothing to take back is no fault. */
export async function withdrawEndorsement(
  endorser: Endorser,
  who: Endorsing,
  number: string,
  receivedAt: Date,
): Promise<EndorsementReply> {
  const { personKey, dong, level } = who
  const petitionId = await idOf(endorser, number)
  const settled = await endorser.withdraw({ petitionId, personKey, dong, level, receivedAt })
  if (settled.outcome !== 'withdrawn' && settled.outcome !== 'nothing') mustBeTaken(settled.outcome)
  return { ...replyOf(false, settled), ordinal: null }
}

async function idOf(endorser: Endorser, number: string): Promise<number> {
  const id = await endorser.idOf(number)
  if (id === null) throw new Refusal('not-found')
  return id
}

const replyOf = (endorsed: boolean, { total, established, ordinal }: Settled<unknown>): EndorsementReply => ({
  endorsed,
  total,
  established,
  ordinal,
})
