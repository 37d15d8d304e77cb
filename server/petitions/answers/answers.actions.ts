import type { AnswerDraft, AnswerReply } from '../../../shared/answers.ts'
import { dayOf } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import {
  addAnswer,
  type AnswerRow,
  type Case,
  caseOf,
  commitmentsOf,
  existing,
  lockAnswer,
  saveAnswer,
  saveCommitments,
} from './answers.queries.ts'
import {
  advanceAnswer,
  kindOf,
  mustAwaitAnswer,
  mustBeAllowedVideo,
  mustBeVersion,
  mustHold,
} from './answers.rules.ts'
import { holdFiles } from '../../platform/files/files.queries.ts'

export type Words = Omit<AnswerDraft, 'interim'>

/** @throws Refusal `not-found`; `not-allowed` to an officer of another department */
export async function heldCase(db: Db, officer: Officer, number: string): Promise<Case> {
  const petition = await caseOf(db, number)
  if (!petition) throw new Refusal('not-found')
  mustHold(officer, petition.departmentId)
  return petition
}

/** The answer with its petition, held for a change. @throws Refusal `not-found`, `not-allowed` */
export async function heldAnswer(tx: Db, officer: Officer, number: string, id: number) {
  const petition = await heldCase(tx, officer, number)
  const answer = await lockAnswer(tx, petition.id, id)
  if (!answer) throw new Refusal('not-found')
  return { petition, answer }
}

export const replyOf = ({ id, version, state }: AnswerReply): AnswerReply => ({ id, version, state })

/**
 * Begins an answer. A petition has one final answer (established after its department's, another of the mayor), and as
 * many interim ones as it takes.
 * @throws Refusal `changed-meanwhile` when someone began the final one before
 */
export async function draftAnswer(
  deps: Deps,
  officer: Officer,
  number: string,
  { interim, ...words }: AnswerDraft,
): Promise<AnswerReply> {
  return deps.db.transaction(async (tx) => {
    const petition = await heldCase(tx, officer, number)
    mustAwaitAnswer(petition)
    const at = deps.now()
    const departmentId = petition.departmentId ?? officer.departmentId
    if (departmentId === null) throw new Refusal('not-allowed-now')
    const { commitments, ...texts } = words
    await mustBeUsable(deps, tx, officer, words, null)
    const id = await addAnswer(tx, {
      ...texts,
      petitionId: petition.id,
      kind: kindOf(petition),
      interim,
      state: 'draft',
      version: 1,
      departmentId,
      draftedBy: officer.officerId,
      writtenBy: [officer.officerId],
      createdAt: at,
      updatedAt: at,
    })
    if (id === null) throw new Refusal('changed-meanwhile')
    await saveCommitments(tx, id, commitments)
    await record(deps, tx, officer, 'answer.draft', about(id), { petitionId: petition.id, interim })
    return replyOf({ id, version: 1, state: 'draft' })
  })
}

/**
 * Changes an answer that is not published. What was submitted or approved becomes a draft again, and its kind and
 * department become those of the petition as it is now. Saving what is there already changes nothing.
 * @param version the version that was read
 * @throws Refusal `changed-meanwhile` when someone saved another version
 */
export async function changeAnswer(
  deps: Deps,
  officer: Officer,
  number: string,
  id: number,
  version: number,
  words: Words,
): Promise<AnswerReply> {
  return deps.db.transaction(async (tx) => {
    const { petition, answer } = await heldAnswer(tx, officer, number, id)
    mustAwaitAnswer(petition)
    const state = advanceAnswer(answer, 'edit')
    mustBeVersion(answer, version)
    const kind = kindOf(petition)
    const departmentId = petition.departmentId ?? answer.departmentId
    const fits = answer.kind === kind && answer.departmentId === departmentId
    if (fits && same(answer, await commitmentsOf(tx, id), words)) return replyOf(answer)
    await mustBeUsable(deps, tx, officer, words, answer)
    const { commitments, ...texts } = words
    const next = { id, version: answer.version + 1, state }
    const { officerId } = officer
    await saveAnswer(tx, id, {
      ...texts,
      kind,
      departmentId,
      state,
      version: next.version,
      writtenBy: [...new Set([...answer.writtenBy, officerId])],
      approvedBy: null,
      approvedVersion: null,
      approvedAt: null,
      updatedAt: deps.now(),
    })
    await saveCommitments(tx, id, commitments)
    await record(deps, tx, officer, 'answer.edit', about(id), {
      petitionId: petition.id,
      version: next.version,
      was: answer.state,
    })
    return next
  })
}

export const about = (id: number) => ({ kind: 'answer', id })

const fields = [
  'title',
  'body',
  'transcript',
  'videoFile',
  'videoLink',
  'captionsFile',
  'posterFile',
] as const

const same = (answer: AnswerRow, commitments: Words['commitments'], words: Words) =>
  fields.every((field) => answer[field] === words[field]) &&
  JSON.stringify(commitments.map(({ text, department, day }) => [text, department, day])) ===
    JSON.stringify(words.commitments.map(({ text, department, day }) => [text, department, day]))

const fits = { videoFile: /^video\//, captionsFile: /^text\/vtt$/, posterFile: /^image\// }

/** Files that exist, are of the right kind and were uploaded by this officer or stand in the answer; a host that is allowed; departments that exist. */
async function mustBeUsable(deps: Deps, tx: Db, officer: Officer, words: Words, before: AnswerRow | null) {
  if (words.videoLink !== null) mustBeAllowedVideo(words.videoLink, deps.config.videoHosts)
  const wanted = (['videoFile', 'captionsFile', 'posterFile'] as const).filter((use) => words[use] !== null)
  const found = await holdFiles(
    tx,
    wanted.map((use) => words[use]!),
  )
  for (const use of wanted) {
    const file = found.find(({ id }) => id === words[use])
    const kept = before !== null && before[use] === words[use]
    if (!file || !fits[use].test(file.mediaType) || (!kept && file.uploadedBy !== officer.officerId))
      throw new Refusal('not-valid', { field: use })
  }
  const promising = words.commitments.map(({ department }) => department)
  const known = await existing(tx, promising, dayOf(deps.now()))
  const stranger = words.commitments.findIndex(({ department }) => !known.has(department))
  if (stranger >= 0) throw new Refusal('not-valid', { field: `commitments.${stranger}.department` })
}
