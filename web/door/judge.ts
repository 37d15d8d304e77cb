import type { CheckInOutcome, Roster, RosterMember } from '../../shared/door.ts'
import { codeText, type DoorKind, type DoorOutcome } from '../../shared/door-outcomes.ts'
import { readCode, readTicket } from '../../shared/tickets.ts'
import type { Verify } from './verify.ts'

/** What was shown, typed or picked at the door. */
export type Sight = { ticket: string } | { code: string } | { memberId: number }

/** What the phone says: go in, noted for later, or stop. */
export type Look = 'go' | 'noted' | 'stop'
export type Verdict = {
  /** Of the check-in, so that it can be taken back. */
  id: string
  look: Look
  outcome: DoorOutcome | 'queued'
  kind: DoorKind
  member: CheckInOutcome['member']
  since: string | null
  door: string | null
  elsewhere: CheckInOutcome['elsewhere']
}

/** A QR code may hold the ticket alone, or an address that ends with it. */
export const sightOf = (text: string): Sight => {
  const ticket = /t1\.\d+\.\d+\.[\w-]{86}/.exec(text)?.[0]
  return ticket ? { ticket } : { ticket: text.slice(0, 300) }
}

export const verdictOf = (outcome: CheckInOutcome): Verdict => ({
  ...outcome,
  look: outcome.outcome === 'accepted' ? 'go' : 'stop',
})

export type Who = { member: RosterMember } | { memberId: number } | { outcome: DoorOutcome }

/** Who is meant, as far as a phone without network can know. A signed ticket that is not on the roster is newer than it. */
export async function whoIsMeant(sight: Sight, roster: Roster, verify: Verify): Promise<Who> {
  const { members, sitting } = roster
  const byId = (id: number) => members.find((member) => member.id === id)
  if ('memberId' in sight) {
    const member = byId(sight.memberId)
    return member ? { member } : { outcome: 'unknown' }
  }
  if ('code' in sight) {
    const code = readCode(sight.code)
    const hash = code && (await hashOf(codeText(sitting.id, code)))
    const member = members.find(({ codeHash }) => codeHash === hash)
    return member ? { member } : { outcome: 'unknown' }
  }
  const ticket = readTicket(sight.ticket)
  if (!ticket) return { outcome: 'unknown' }
  if (ticket.sittingId !== sitting.id) return { outcome: 'other-sitting' }
  if (!(await verify(ticket))) return { outcome: 'not-signed' }
  const member = byId(ticket.memberId)
  return member ? { member } : { memberId: ticket.memberId }
}

async function hashOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/**
 * What a phone without network decides: noted, to be settled later, or a refusal that the roster already gives.
 * @param present who is inside as far as this phone knows, since when
 */
export function judge(
  who: Who,
  kind: DoorKind,
  id: string,
  roster: Roster,
  present: ReadonlyMap<number, string>,
): Verdict {
  const nothing = { id, kind, member: null, since: null, door: null, elsewhere: null }
  if ('outcome' in who) return { ...nothing, look: 'stop', outcome: who.outcome }
  if ('memberId' in who) return { ...nothing, look: 'noted', outcome: 'queued' }
  const { member } = who
  const party = roster.members.filter(({ partyId }) => partyId === member.partyId)
  const inside = party.filter((one) => present.has(one.id)).length
  const told = {
    id: member.id,
    name: member.name,
    needs: member.needs,
    people: party.length,
    inside: present.has(member.id) || kind === 'exit' ? inside : inside + 1,
  }
  const since = present.get(member.id) ?? null
  if (kind === 'entry' && since)
    return { ...nothing, look: 'stop', outcome: 'already-inside', member: { ...told, inside }, since }
  if (kind === 'entry' && member.state !== 'confirmed')
    return { ...nothing, look: 'stop', outcome: member.state, member: { ...told, inside } }
  return { ...nothing, look: 'noted', outcome: 'queued', member: told }
}
