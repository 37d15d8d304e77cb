import type { AnswerReply } from '../../../shared/answers.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { tellAnswered } from './answer-notices.actions.ts'
import { about, heldAnswer, heldCase, replyOf } from './answers.actions.ts'
import { caseOf, lockAnswer, saveAnswer } from './answers.queries.ts'
import {
  advanceAnswer,
  kindOf,
  mustApprove,
  mustAwaitAnswer,
  mustBeApproved,
  mustBeShown,
  mustBeVersion,
  mustBeWhole,
  mustFitCase,
} from './answers.rules.ts'
import { openPromises } from './promising.actions.ts'
import { addMove, lockPetition, savePetition } from '../petitions.queries.ts'

type Named = { number: string; id: number; version: number }

/** Hands an answer that is whole to whoever approves it. @throws Refusal of what it lacks */
export async function submitAnswer(deps: Deps, officer: Officer, named: Named): Promise<AnswerReply> {
  const { number, id, version } = named
  return deps.db.transaction(async (tx) => {
    const { petition, answer } = await heldAnswer(tx, officer, number, id)
    mustAwaitAnswer(petition)
    const state = advanceAnswer(answer, 'submit')
    mustBeVersion(answer, version)
    mustFitCase(answer, petition)
    mustBeWhole(answer)
    await saveAnswer(tx, id, { state, returnedReason: null, updatedAt: deps.now() })
    await record(deps, tx, officer, 'answer.submit', about(id), { petitionId: petition.id, version })
    return replyOf({ id, version, state })
  })
}

/** Approves the version that was read, by someone who wrote nothing of it. */
export async function approveAnswer(deps: Deps, officer: Officer, named: Named): Promise<AnswerReply> {
  const { number, id, version } = named
  return deps.db.transaction(async (tx) => {
    const { petition, answer } = await heldAnswer(tx, officer, number, id)
    mustAwaitAnswer(petition)
    const state = advanceAnswer(answer, 'approve')
    mustFitCase(answer, petition)
    mustApprove(officer, answer, version)
    mustBeWhole(answer)
    const at = deps.now()
    const approval = { approvedBy: officer.officerId, approvedVersion: version, approvedAt: at }
    await saveAnswer(tx, id, { state, ...approval, updatedAt: at })
    await record(deps, tx, officer, 'answer.approve', about(id), { petitionId: petition.id, version })
    return replyOf({ id, version, state })
  })
}

/** Gives an answer back to its drafter, with what is missing. */
export async function returnAnswer(
  deps: Deps,
  officer: Officer,
  { number, id, version, reason }: Named & { reason: string },
): Promise<AnswerReply> {
  return deps.db.transaction(async (tx) => {
    const { petition, answer } = await heldAnswer(tx, officer, number, id)
    const state = advanceAnswer(answer, 'return')
    mustBeVersion(answer, version)
    if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
    const unapproved = { approvedBy: null, approvedVersion: null, approvedAt: null }
    await saveAnswer(tx, id, { state, returnedReason: reason, ...unapproved, updatedAt: deps.now() })
    await record(deps, tx, officer, 'answer.return', about(id), { petitionId: petition.id, version, reason })
    return replyOf({ id, version, state })
  })
}

/**
 * Publishes what was approved. A final answer answers the petition; endorsing goes on. The petition is locked first, so
 * that no establishment slips in between: whoever reaches the threshold later finds it answered.
 */
export async function publishAnswer(deps: Deps, officer: Officer, named: Named): Promise<AnswerReply> {
  const { number, id, version } = named
  return changePublic(deps, async (tx) => {
    const { id: petitionId } = await heldCase(tx, officer, number)
    await lockPetition(tx, petitionId)
    const petition = (await caseOf(tx, number))!
    const answer = await lockAnswer(tx, petitionId, id)
    if (!answer) throw new Refusal('not-found')
    mustAwaitAnswer(petition)
    mustBeShown(petition)
    const state = advanceAnswer(answer, 'publish')
    mustBeVersion(answer, version)
    mustFitCase(answer, petition)
    mustBeApproved(answer)
    mustBeWhole(answer)
    const at = deps.now()
    await saveAnswer(tx, id, { state, publishedAt: at, updatedAt: at })
    if (!answer.interim) {
      const answered = { response: 'answered', responseKind: kindOf(petition), answeredAt: at } as const
      await savePetition(tx, petitionId, answered, at)
    }
    const move = answer.interim ? 'interim' : 'answer'
    await addMove(tx, { petitionId, at, move, publicNote: answer.title, officerId: officer.officerId })
    await record(deps, tx, officer, 'answer.publish', about(id), {
      petitionId,
      version,
      kind: answer.kind,
      interim: answer.interim,
      approvedBy: answer.approvedBy,
    })
    await openPromises(deps, tx, officer, id, at)
    await tellAnswered(deps, tx, id)
    return replyOf({ id, version, state })
  })
}
