import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { savePetition } from '../petitions/petitions.queries.ts'
import type { DemoAnswer, DemoPetition } from './content.ts'
import { addAnswer, addMoves, addExtension, petitionClock } from './demo.queries.ts'
import { endOfDayAfter, type Stage } from './story.ts'
import { demoVideo } from './video.ts'

const dayMs = 86_400_000

/** Writes the answers of a petition as two officers gave them, its extension, and what it promised. */
export async function tellAnswers(deps: Deps, tx: Db, stage: Stage, petition: DemoPetition, id: number) {
  const clock = await petitionClock(tx, id)
  const from = clock.establishedAt ?? clock.closedAt
  if (!from) return
  const kind = clock.establishedAt ? 'mayor' : 'department'
  const drafter = stage.officers.get('safety@demo.sotong.kr')!
  const approver = stage.officers.get('lead@demo.sotong.kr')!
  const departmentId = stage.departments.get(petition.department)!
  if (petition.draftedOnly) {
    const title = '빗물길을 다시 내고 바닥을 바꾸겠습니다'
    const body = '상인회와 함께 물이 고이는 열네 곳을 확인했습니다. 공사 날짜를 조율하고 있습니다.'
    await addAnswer(
      tx,
      { petitionId: id, kind, departmentId, draftedBy: drafter, title, body, at: stage.at },
      [],
    )
  }
  if (petition.extension && clock.responseDueAt) {
    const toDueAt = endOfDayAfter(from, 10 + petition.extension.days)
    const { reason } = petition.extension
    const at = new Date(from.getTime() + 9 * dayMs)
    await addExtension(tx, {
      petitionId: id,
      at,
      fromDueAt: clock.responseDueAt,
      toDueAt,
      reason,
      officerId: drafter,
    })
    await savePetition(tx, id, { responseDueAt: toDueAt }, stage.at)
    await addMoves(tx, [{ petitionId: id, at, move: 'extend', publicNote: reason, officerId: drafter }])
  }
  for (const answer of petition.answers ?? []) {
    const publishedAt = new Date(Math.min(stage.at.getTime() - 60_000, from.getTime() + answer.after * dayMs))
    const video = kind === 'mayor' ? await demoVideo(deps, tx, drafter) : null
    const { title, body, transcript = '', interim = false } = answer
    await addAnswer(
      tx,
      {
        petitionId: id,
        kind,
        departmentId,
        draftedBy: drafter,
        title,
        body,
        transcript,
        interim,
        ...video,
        approvedBy: approver,
        at: publishedAt,
      },
      commitmentsOf(answer, publishedAt, departmentId),
    )
    await addMoves(tx, [
      {
        petitionId: id,
        at: publishedAt,
        move: interim ? 'interim' : 'answer',
        publicNote: title,
        officerId: approver,
      },
    ])
    if (!interim) await savePetition(tx, id, { response: 'answered', answeredAt: publishedAt }, stage.at)
  }
}

const commitmentsOf = ({ commitments = [] }: DemoAnswer, publishedAt: Date, departmentId: number) =>
  commitments.map(({ text, days }, position) => ({
    position,
    text,
    departmentId,
    dueAt: endOfDayAfter(publishedAt, days),
  }))
