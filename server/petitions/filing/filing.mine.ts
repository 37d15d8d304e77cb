import type { FilingMineProps } from '../../../shared/filing.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PublicationState } from '../../../shared/states.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { movesOf, wholePetition } from './filing.queries.ts'
import { authorsActs } from './filing.rules.ts'
import { isPublic } from '../petitions.rules.ts'

type Whole = NonNullable<Awaited<ReturnType<typeof wholePetition>>>

const decided: PublicationState[] = ['supplement_requested', 'rejected', 'transferred', 'merged']

/** @throws Refusal `not-found`, `not-yours` */
export async function ownPetition(db: Db, { personId }: Resident, number: string): Promise<Whole> {
  const whole = await wholePetition(db, number)
  if (!whole) throw new Refusal('not-found')
  if (whole.petition.authorId !== personId) throw new Refusal('not-yours')
  return whole
}

/** Where one's own petition stands, with everything that was said of it to its author. */
export async function mineOf(deps: Deps, whole: Whole): Promise<FilingMineProps> {
  const { petition, total, establishedAt, category, ground, dongs, mergedNumber } = whole
  const { state, authorShown, title, problem, proposal, effect } = petition
  const established = establishedAt !== null
  const moves = await movesOf(deps.db, petition.id)
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    number: petition.number!,
    text: { title, problem, proposal, effect },
    category,
    dongs,
    shown: authorShown,
    state,
    established,
    hidden: petition.hiddenAt !== null,
    receivedAt: petition.receivedAt!.toISOString(),
    reviewDueAt: iso(petition.reviewDueAt),
    supplementDueAt: iso(petition.supplementDueAt),
    closesAt: iso(petition.closesAt),
    responseDueAt: petition.response === 'due' ? iso(petition.responseDueAt) : null,
    answered: petition.response === 'answered',
    total,
    // What was asked for before is in the history once it was answered.
    note: decided.includes(state) ? petition.decisionNote : null,
    ground,
    transferredTo: petition.transferredTo,
    mergedInto: mergedNumber,
    history: moves.map(({ at, move, note }) => ({ at: at.toISOString(), move, note })),
    published: isPublic(state) && !petition.removed,
    may: authorsActs({ state, established, authorShown }),
    now: deps.now().toISOString(),
  }
}
