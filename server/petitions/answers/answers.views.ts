import type { AnsweredPetition, DeskAnswer, UploadedFile } from '../../../shared/answers.ts'
import type { PublicAnswer } from '../../../shared/petitions.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Db } from '../../platform/db/database.ts'
import { type AnswerRow, answersOf, type Case, commitmentsOf, promisedIn } from './answers.queries.ts'
import {
  advanceAnswer,
  kindOf,
  mustApprove,
  mustAwaitAnswer,
  mustBeApproved,
  mustBeShown,
  mustFitCase,
} from './answers.rules.ts'
import { filesById } from '../../platform/files/files.queries.ts'

type Found = Awaited<ReturnType<typeof answersOf>>[number]

/** All answers of a petition as the desk sees them. */
export async function deskAnswers(db: Db, petitionId: number): Promise<DeskAnswer[]> {
  const found = await answersOf(db, petitionId)
  return Promise.all(found.map((one) => deskAnswer(db, one)))
}

async function deskAnswer(db: Db, { answer, department, draftedBy, approvedBy }: Found): Promise<DeskAnswer> {
  const { id, kind, interim, state, version, title, body, transcript, videoLink, returnedReason } = answer
  const { videoFile, captionsFile, posterFile } = answer
  const files = await uploaded(db, { video: videoFile, captions: captionsFile, poster: posterFile })
  const { nameKo, nameEn } = department
  return {
    ...files,
    id,
    kind,
    interim,
    state,
    version,
    title,
    body,
    transcript,
    videoLink,
    returnedReason,
    commitments: await commitmentsOf(db, id),
    department: { nameKo, nameEn },
    draftedBy,
    approvedBy,
    updatedAt: answer.updatedAt.toISOString(),
    publishedAt: answer.publishedAt?.toISOString() ?? null,
  }
}

type Uses<T> = Record<'video' | 'captions' | 'poster', T>

/** The files behind ids, by what they are for. */
export async function uploaded(db: Db, ids: Uses<string | null>): Promise<Uses<UploadedFile | null>> {
  const wanted = Object.values(ids).filter((id) => id !== null)
  const found = new Map((await filesById(db, wanted)).map((row) => [row.id, row]))
  const one = (wantedId: string | null) => {
    const row = wantedId === null ? undefined : found.get(wantedId)
    return row ? { id: row.id, name: row.name, mediaType: row.mediaType, size: row.size } : null
  }
  return { video: one(ids.video), captions: one(ids.captions), poster: one(ids.poster) }
}

export function answeredPetition(petition: Case): AnsweredPetition {
  const { title, problem, proposal, effect, state, response, responseKind, hidden, total, department } =
    petition
  return {
    title,
    problem,
    proposal,
    effect,
    state,
    response,
    responseKind,
    hidden,
    total,
    department,
    number: petition.number!,
    responseDueAt: petition.responseDueAt?.toISOString() ?? null,
    kind: kindOf(petition),
  }
}

const allows = (...rules: (() => unknown)[]) => {
  try {
    for (const rule of rules) rule()
    return true
  } catch {
    return false
  }
}

/** What an officer may do with an answer as things stand; null: a new one. */
export function actsOf(officer: Officer, petition: Case, answer: AnswerRow | null) {
  const waits = () => mustAwaitAnswer(petition)
  if (!answer) return allows(waits) ? ['write' as const] : []
  const fits = () => mustFitCase(answer, petition)
  const step = (name: 'edit' | 'approve' | 'return' | 'publish') => () => advanceAnswer(answer, name)
  const publisher = officer.role === 'communication' || officer.role === 'mayor'
  return [
    ...(allows(waits, step('edit')) ? ['write' as const] : []),
    ...(allows(waits, step('approve'), fits, () => mustApprove(officer, answer, answer.version))
      ? ['approve' as const]
      : []),
    ...(allows(step('return')) ? ['return' as const] : []),
    ...(publisher &&
    allows(
      waits,
      step('publish'),
      fits,
      () => mustBeApproved(answer),
      () => mustBeShown(petition),
    )
      ? ['publish' as const]
      : []),
  ]
}

/** An answer as residents will read it; a draft as if it were published now. */
export async function previewOf(db: Db, { answer, department }: Found, now: Date): Promise<PublicAnswer> {
  const { id, kind, interim, title, body, transcript, videoFile, videoLink, posterFile, captionsFile } =
    answer
  const address = (file: string | null) => (file === null ? null : `/files/${file}`)
  return {
    id,
    kind,
    interim,
    title,
    body,
    transcript,
    department,
    video:
      videoFile === null && videoLink === null
        ? null
        : {
            src: address(videoFile),
            link: videoLink,
            poster: address(posterFile),
            captions: address(captionsFile),
          },
    publishedAt: (answer.publishedAt ?? now).toISOString(),
    commitments: await promisedIn(db, id),
  }
}
