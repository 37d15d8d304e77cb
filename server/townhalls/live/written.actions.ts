import { addressOf } from '../../accounts/accounts.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import { townHallById } from '../townhalls.queries.ts'
import { answeredInWritingMail } from './live.mails.ts'
import { creditedFor, type QuestionRow } from './live-questions.queries.ts'
import type { Scene } from './scene.ts'

/** Whoever asked a question, or one that was merged into it, reads its written answer. Once for each text. */
export async function tellAnswered(scene: Scene, question: QuestionRow, answer: string) {
  const { deps, tx, room, rehearsing } = scene
  if (rehearsing) return
  const hall = (await townHallById(tx, room.townHallId))!
  for (const { personId, text } of await creditedFor(tx, question.id)) {
    const address = await addressOf(deps, tx, personId)
    if (!address) continue
    const { titleKo, titleEn, id } = hall
    const about = {
      titleKo,
      titleEn,
      question: text,
      answer,
      url: `${deps.config.publicUrl}/town-halls/${id}/questions/mine`,
    }
    const mail = answeredInWritingMail(address.lang, about)
    const purpose = `question:${question.id}:${scene.at.getTime()}`
    await mailTo(deps, tx, address.email, purpose, mail)
  }
}
