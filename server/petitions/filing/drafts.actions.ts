import { filingLimits, SealedContact } from '../../../shared/filing.ts'
import { wholeDistrict } from '../../../shared/limits.ts'
import type { PetitionDraft } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { sha256 } from '../../platform/secrets.ts'
import { addDraft, deleteDraft, draftById, draftsOf, lockDraft, lockPerson } from './filing.queries.ts'
import type { Office } from './filing.rules.ts'
import { type PetitionRow, savePetition } from '../petitions.queries.ts'

type Owner = Pick<Resident, 'personId'>
export type Kept = { text: PetitionDraft; version: string; savedAt: Date }

/** Names a text by its content: two windows that hold the same text hold the same version. */
export function versionOf({ title, category, problem, proposal, effect, dongs, displayName }: PetitionDraft) {
  const parts = [title, category, problem, proposal, effect, dongs.toSorted(), displayName]
  return sha256(JSON.stringify(parts)).toString('base64url').slice(0, 22)
}

/** What was written so far. The name waits sealed: it is masked when it is sent. */
export function textOf({ secrets }: { secrets: Secrets }, row: PetitionRow): PetitionDraft {
  const { title, categoryCode, problem, proposal, effect, dongCodes, sealedContact } = row
  const displayName = sealedContact ? SealedContact.parse(JSON.parse(secrets.unseal(sealedContact))).name : ''
  return { title, category: categoryCode ?? '', problem, proposal, effect, dongs: dongCodes, displayName }
}

/** The columns of a draft: what the office does not know (any more) is left out, the box of the whole district stays. */
const draftColumns = (deps: { secrets: Secrets }, text: PetitionDraft, office: Office) => ({
  ...columnsOf(deps, text, office),
  ...(text.dongs.includes(wholeDistrict) && { dongCodes: [wholeDistrict] }),
})

/** The columns of a text that is sent. */
export const columnsOf = ({ secrets }: { secrets: Secrets }, text: PetitionDraft, office: Office) => ({
  title: text.title,
  problem: text.problem,
  proposal: text.proposal,
  effect: text.effect,
  categoryCode: office.categories.has(text.category) ? text.category : null,
  dongCodes: [...new Set(text.dongs)].filter((dong) => office.dongs.has(dong)),
  sealedContact:
    text.displayName === ''
      ? null
      : secrets.seal(JSON.stringify({ name: text.displayName, phone: null, email: null })),
})

/**
 * Someone's draft; null where nothing was kept yet.
 * @throws Refusal `not-yours`, `already-sent`
 */
export async function ownDraft(deps: Deps, who: Owner, draftId: string): Promise<Kept | null> {
  const row = await draftById(deps.db, draftId)
  if (!row) return null
  mustBeDraftOf(row, who)
  const text = textOf(deps, row)
  return { text, version: versionOf(text), savedAt: row.updatedAt }
}

/**
 * Keeps what was typed so far.
 * @param base version of the text it was written on; null where there was none
 * @throws Refusal `not-yours`, `already-sent`, `too-many-drafts`; `changed-meanwhile` when another window saved
 *   something else since: nothing is overwritten unseen
 */
export async function saveDraft(
  deps: Deps,
  who: Owner,
  draftId: string,
  text: PetitionDraft,
  base: string | null,
  { office, lang }: { office: Office; lang: Lang },
): Promise<Kept> {
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    await lockPerson(tx, who.personId)
    const columns = draftColumns(deps, text, office)
    const fresh = await addDraft(tx, { ...newDraft(draftId, at), ...columns, authorId: who.personId, lang })
    const row = (await lockDraft(tx, draftId))!
    mustBeDraftOf(row, who)
    if (fresh) await mustHaveRoom(tx, who)
    const current = versionOf(textOf(deps, row))
    const kept = versionOf({ ...text, category: columns.categoryCode ?? '', dongs: columns.dongCodes })
    if (!fresh && current !== base && current !== kept) throw new Refusal('changed-meanwhile')
    await savePetition(tx, row.id, { ...columns, lang }, at)
    return { text, version: kept, savedAt: at }
  })
}

export async function dropDraft(deps: Deps, who: Owner, draftId: string) {
  if (!(await deleteDraft(deps.db, draftId, who.personId))) throw new Refusal('not-found')
}

export const keptDrafts = (deps: Deps, who: Owner) => draftsOf(deps.db, who.personId)

/** What every draft begins with. */
export const newDraft = (draftId: string, at: Date) => ({
  draftId,
  route: 'online' as const,
  state: 'draft' as const,
  createdAt: at,
  updatedAt: at,
})

function mustBeDraftOf(row: PetitionRow, { personId }: Owner) {
  if (row.authorId !== personId) throw new Refusal('not-yours')
  if (row.state !== 'draft') throw new Refusal('already-sent', { params: { number: row.number! } })
}

async function mustHaveRoom(tx: Db, { personId }: Owner) {
  const { drafts: most } = filingLimits
  if ((await draftsOf(tx, personId)).length > most) throw new Refusal('too-many-drafts', { params: { most } })
}
