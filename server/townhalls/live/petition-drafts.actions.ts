import type { Lang } from '../../../shared/wire.ts'
import { petitionLimits } from '../../../shared/limits.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import { ownDraft, saveDraft } from '../../petitions/filing/drafts.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { askedByIds } from './live-questions.queries.ts'

/** A draft may be written with no category and no dong yet. */
const nothingChosen = { categories: new Set<string>(), dongs: new Set<string>() }

/**
 * Begins a petition with an own question in it. Its draft has the id of the question's command, so that doing it twice
 * leads to the same draft, however far that has been written.
 * @returns the draft's id
 * @throws Refusal `not-found`, `not-yours`, and what keeping a draft throws
 */
export async function draftFromQuestion(
  deps: Deps,
  who: Resident,
  townHallId: number,
  questionId: number,
  lang: Lang,
): Promise<string> {
  const [question] = await askedByIds(deps.db, [questionId])
  if (!question || question.townHallId !== townHallId) throw new Refusal('not-found')
  if (question.personId !== who.personId) throw new Refusal('not-yours')
  const { commandId: draftId, text } = question
  if (await ownDraft(deps, who, draftId)) return draftId
  const title = [...text].slice(0, petitionLimits.title).join('').slice(0, petitionLimits.title)
  const draft = { title, category: '', problem: text, proposal: '', effect: '', dongs: [], displayName: '' }
  await saveDraft(deps, who, draftId, draft, null, { office: nothingChosen as never, lang })
  return draftId
}
