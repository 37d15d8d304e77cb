import { Refusal } from '../../../shared/refusal.ts'
import type { AnswerState, PublicationState, ResponseState } from '../../../shared/states.ts'
import type { Role } from '../../../shared/accounts.ts'

export type AnswerStep = 'submit' | 'approve' | 'return' | 'publish' | 'edit'

/** An edit of what was submitted or approved makes it a draft again: an approval is for one version. */
const moves: Record<AnswerState, Partial<Record<AnswerStep, AnswerState>>> = {
  draft: { edit: 'draft', submit: 'submitted' },
  submitted: { edit: 'draft', approve: 'approved', return: 'draft' },
  approved: { edit: 'draft', return: 'draft', publish: 'published' },
  published: {},
}

export type Draft = {
  state: AnswerState
  kind: 'mayor' | 'department'
  interim: boolean
  version: number
  title: string
  body: string
  videoFile: string | null
  videoLink: string | null
  captionsFile: string | null
  transcript: string
  departmentId: number
  draftedBy: number
  writtenBy: number[]
  approvedBy: number | null
  approvedVersion: number | null
}

type Person = { officerId: number; role: Role; departmentId: number | null }

/** @throws Refusal `not-allowed-now` when the answer's state does not allow the step */
export function advanceAnswer(answer: Pick<Draft, 'state'>, step: AnswerStep): AnswerState {
  const next = moves[answer.state][step]
  if (!next) throw new Refusal('not-allowed-now')
  return next
}

/** The communication team and the mayor's office write for anyone; a department for the cases it holds. */
export function mustHold(officer: Person, caseDepartmentId: number | null) {
  if (officer.role === 'communication' || officer.role === 'mayor') return
  if (
    officer.role !== 'department' ||
    officer.departmentId === null ||
    officer.departmentId !== caseDepartmentId
  ) {
    throw new Refusal('not-allowed')
  }
}

/** Another person than anyone who wrote in it, never an administrator; an approval is for the version that was read. */
export function mustApprove(officer: Person, answer: Draft, version: number) {
  if (officer.role === 'administrator') throw new Refusal('not-allowed')
  mustHold(officer, answer.departmentId)
  if (officer.officerId === answer.draftedBy || answer.writtenBy.includes(officer.officerId))
    throw new Refusal('same-person-approves')
  mustBeVersion(answer, version)
}

/** @throws Refusal `changed-meanwhile` when what was read is no longer what is there */
export function mustBeVersion(answer: Pick<Draft, 'version'>, version: number) {
  if (version !== answer.version) throw new Refusal('changed-meanwhile')
}

/** What an answer must fit at each step, as the petition stands at that moment. */
type Case = {
  state: PublicationState
  response: ResponseState
  departmentId: number | null
  hidden: boolean
  removed: boolean
  established: boolean
}

/** Established: the mayor answers. Below the line, and before: the department. */
export const kindOf = ({ established }: Pick<Case, 'established'>) => (established ? 'mayor' : 'department')

/**
 * The final answer that is in work or was given last, as what the office owes now: once a petition is established, an
 * answer that its department gave before is not it.
 */
export function finalOf<T extends { answer: Pick<Draft, 'interim' | 'state' | 'kind'> }>(
  answers: T[],
  petition: Pick<Case, 'established'>,
): T | undefined {
  const finals = answers.filter(({ answer }) => !answer.interim)
  return (
    finals.find(({ answer }) => answer.state !== 'published') ??
    finals.find(({ answer }) => answer.kind === kindOf(petition))
  )
}

/**
 * Whether an answer can be prepared: for a petition that is public and has no answer yet. The office may answer while
 * endorsing goes on; what was rejected, transferred, merged or withdrawn gets none.
 */
export function mustAwaitAnswer({ state, response }: Pick<Case, 'state' | 'response'>) {
  if (state !== 'open' && state !== 'closed') throw new Refusal('not-allowed-now')
  if (response === 'answered') throw new Refusal('not-allowed-now')
}

/**
 * An answer is submitted, approved and published only for the case as it is now: a department's draft whose petition
 * was established meanwhile, or passed on, has to be saved and approved again first.
 */
export function mustFitCase(answer: Pick<Draft, 'kind' | 'departmentId'>, petition: Case) {
  if (answer.kind !== kindOf(petition)) throw new Refusal('mayor-answers-now')
  if (petition.departmentId !== null && answer.departmentId !== petition.departmentId)
    throw new Refusal('case-passed-on')
}

/** Nobody is sent to a page that shows nothing. */
export function mustBeShown({ hidden, removed }: Pick<Case, 'hidden' | 'removed'>) {
  if (removed) throw new Refusal('gone')
  if (hidden) throw new Refusal('hidden')
}

/** What an answer must have before anyone approves or publishes it. Mayor's: text, video, captions or transcript. */
export function mustBeWhole(answer: Draft) {
  if (answer.title.trim() === '') throw new Refusal('not-valid', { field: 'title' })
  if (answer.body.trim() === '') throw new Refusal('not-valid', { field: 'body' })
  const video = answer.videoFile !== null || answer.videoLink !== null
  if (answer.kind === 'mayor' && !answer.interim && !video)
    throw new Refusal('video-required', { field: 'video' })
  const followable = answer.captionsFile !== null || answer.transcript.trim() !== ''
  if (video && !followable) throw new Refusal('captions-required', { field: 'captions' })
}

/** @throws Refusal `approval-outdated` when text or files changed after the approval */
export function mustBeApproved(answer: Draft) {
  if (answer.state !== 'approved') throw new Refusal('not-allowed-now')
  if (answer.approvedVersion !== answer.version) throw new Refusal('approval-outdated')
}

/** A link to a player on an allowed host, https only. */
export function mustBeAllowedVideo(link: string, hosts: string[]) {
  let url: URL
  try {
    url = new URL(link)
  } catch {
    throw new Refusal('video-host', { field: 'videoLink', params: { hosts: hosts.join(', ') } })
  }
  if (url.protocol !== 'https:' || !hosts.includes(url.hostname) || url.username !== '' || url.port !== '') {
    throw new Refusal('video-host', { field: 'videoLink', params: { hosts: hosts.join(', ') } })
  }
}
