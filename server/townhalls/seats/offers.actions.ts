import type { RegistrationReply } from '../../../shared/town-halls.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import { leave, mineOf, withParty } from './changing.actions.ts'
import { replyOf } from './registration.ts'
import { type PartyRow, partyById, partyByToken } from './registrations.queries.ts'
import { sittingById, townHallById } from '../townhalls.queries.ts'
import { confirm, settleSeats } from './waiting.actions.ts'

/**
 * Who answers: whoever holds the link of the mail, the signed-in person whose party it is, or an officer for someone
 * on the phone, who says how the party answered.
 */
export type Answerer =
  | { token: string }
  | { who: Resident; townHallId: number }
  | { officer: Officer; townHallId: number; partyId: number; reason: string }

async function answering(deps: Deps, answerer: Answerer): Promise<PartyRow> {
  if ('who' in answerer) return mineOf(deps.db, answerer.who, answerer.townHallId)
  const party =
    'token' in answerer
      ? await partyByToken(deps.db, sha256(answerer.token))
      : await partyById(deps.db, answerer.partyId)
  if (!party || ('townHallId' in answerer && party.townHallId !== answerer.townHallId))
    throw new Refusal('not-found')
  return party
}

/** What a link offers, or what became of it. Looking changes nothing: programs that read mail open links. */
export async function offerOf(deps: Deps, token: string) {
  const party = await answering(deps, { token })
  const hall = (await townHallById(deps.db, party.townHallId))!
  const sitting = (await sittingById(deps.db, party.sittingId))!
  const reply = await replyOf(deps.db, party, deps.now())
  const open = party.state === 'offered' && party.offerExpiresAt! > deps.now()
  return { hall, sitting, reply, open }
}

/**
 * Takes the seats that are held. Taking them twice is taking them once.
 * @throws Refusal `offer-gone` when its time is over or it was answered otherwise, `no-offer` where none was made
 */
export const acceptOffer = (deps: Deps, answerer: Answerer): Promise<RegistrationReply> =>
  answer(deps, answerer, 'confirmed')

/** Gives the seats to the next in line and leaves the list. @throws Refusal as `acceptOffer` */
export const declineOffer = (deps: Deps, answerer: Answerer): Promise<RegistrationReply> =>
  answer(deps, answerer, 'declined')

async function answer(
  deps: Deps,
  answerer: Answerer,
  state: 'confirmed' | 'declined',
): Promise<RegistrationReply> {
  const at = deps.now()
  const { id } = await answering(deps, answerer)
  return withParty(deps, id, at, async (tx, scene, party) => {
    if (scene.hall.state === 'cancelled') throw new Refusal('not-allowed-now')
    const offered = party.state === 'offered' && party.offerExpiresAt! > at
    if (!offered && party.state !== state) throw new Refusal(party.offerTokenHash ? 'offer-gone' : 'no-offer')
    if (offered && state === 'confirmed') await confirm(deps, tx, scene, party)
    if (offered && state === 'declined') {
      await leave(tx, party, 'declined', at)
      await settleSeats(deps, tx, scene)
    }
    if (offered && 'officer' in answerer) {
      const { officer, reason } = answerer
      const act = state === 'confirmed' ? 'registration.accept' : 'registration.decline'
      await record(deps, tx, officer, act, { kind: 'registration', id }, { reason })
    }
    return replyOf(tx, (await partyById(tx, id))!, at)
  })
}
