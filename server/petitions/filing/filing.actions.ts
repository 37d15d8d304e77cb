import { randomUUID } from 'node:crypto'
import type { DeskFiling } from '../../../shared/filing.ts'
import { dayOf, startOfDay } from '../../../shared/kst.ts'
import { maskName } from '../../../shared/masking.ts'
import type { PetitionFiling, PetitionReceipt } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import { addressOf, keepDisplayName } from '../../accounts/accounts.actions.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { type KeyedReply, onceByKey } from '../../platform/http/idempotency.ts'
import { columnsOf, newDraft } from './drafts.actions.ts'
import { receivedMail } from './filing.mails.ts'
import { addCounts, addDraft, filedSince, lockDraft, lockPerson } from './filing.queries.ts'
import { firstDue, mustBeKnown, mustBePast, mustFile, mustHaveLeft, type Office } from './filing.rules.ts'
import { addMove, type PetitionRow, savePetition, takeNumber } from '../petitions.queries.ts'
import { advance } from '../petitions.rules.ts'

/** Beside the text: what the office is like, in which language it came, and the key of a request that may come twice. */
export type Sending = { office: Office; lang: Lang; key: string | null }

/** Where to write to someone, and in which language. */
type Address = { email: string; lang: Lang } | null

/**
 * A resident files a petition. The same draft sent twice, also at once, gives the same receipt and one petition.
 * @returns 201 with the receipt, 200 for what was sent before
 * @throws Refusal of who may file, of what the text names, `not-yours`, `filed-enough-today`
 */
export async function file(
  deps: Deps,
  who: Resident,
  { draftId = randomUUID(), ...text }: PetitionFiling,
  { office, lang, key }: Sending,
): Promise<KeyedReply<PetitionReceipt>> {
  mustFile(who.belonging)
  mustBeKnown(text, office)
  const at = deps.now()
  const request = key === null ? null : { owner: `person:${who.personId}`, key, request: ['file', text] }
  return deps.db.transaction((tx) =>
    onceByKey(deps, tx, request, async () => {
      await lockPerson(tx, who.personId)
      await addDraft(tx, {
        ...newDraft(draftId, at),
        ...columnsOf(deps, text, office),
        authorId: who.personId,
        lang,
      })
      const draft = (await lockDraft(tx, draftId))!
      if (draft.authorId !== who.personId) throw new Refusal('not-yours')
      if (draft.state !== 'draft') return { status: 200, body: receiptOf(draft, office) }
      mustHaveLeft(await filedSince(tx, who.personId, startOfDay(dayOf(at))))
      const change = { ...columnsOf(deps, text, office), sealedContact: null, lang }
      const authorShown = maskName(text.displayName)
      const address = await addressOf(deps, tx, who.personId)
      if (text.displayName !== who.displayName)
        await keepDisplayName(deps, tx, who.personId, text.displayName)
      return receive(deps, tx, who, draft, { ...change, authorShown }, { at, office, address })
    }),
  )
}

/**
 * An officer files for someone who came, called or wrote. Name and contact are sealed; only the masked name shows.
 * @returns as `file` does
 * @throws Refusal `contact-required`, `paper-consent-required`, `received-time`, `not-yours`, of what the text names
 */
export async function fileFor(
  deps: Deps,
  officer: Officer,
  filing: DeskFiling,
  { office, key }: Omit<Sending, 'lang'>,
): Promise<KeyedReply<PetitionReceipt>> {
  const { draftId = randomUUID(), displayName, phone, email, lang, route } = filing
  const at = deps.now()
  const receivedAt = new Date(filing.receivedAt)
  mustBeKnown(filing, office)
  if (phone === null && email === null) throw new Refusal('contact-required', { field: 'phone' })
  if (!filing.consented) throw new Refusal('paper-consent-required', { field: 'consented' })
  mustBePast(receivedAt, at)
  const owner = `officer:${officer.officerId}`
  const request = key === null ? null : { owner, key, request: ['file for', filing] }
  return deps.db.transaction((tx) =>
    onceByKey(deps, tx, request, async () => {
      const change = {
        ...columnsOf(deps, filing, office),
        sealedContact: deps.secrets.seal(JSON.stringify({ name: displayName, phone, email })),
        authorShown: maskName(displayName),
        filedBy: officer.officerId,
        route,
        lang,
      }
      await addDraft(tx, { ...newDraft(draftId, at), ...change })
      const draft = (await lockDraft(tx, draftId))!
      if (draft.filedBy !== officer.officerId) throw new Refusal('not-yours')
      if (draft.state !== 'draft') return { status: 200, body: receiptOf(draft, office) }
      return receive(deps, tx, officer, draft, change, {
        at: receivedAt,
        office,
        address: email === null ? null : { email, lang },
      })
    }),
  )
}

/** The step from draft to received. The number comes last, because everyone who files waits for its row. */
async function receive(
  deps: Deps,
  tx: Db,
  who: Resident | Officer,
  draft: PetitionRow,
  change: Partial<PetitionRow>,
  { at: receivedAt, office, address }: { at: Date; office: Office; address: Address },
): Promise<KeyedReply<PetitionReceipt>> {
  const { id } = draft
  const state = advance({ state: draft.state, established: false }, 'submit')
  const due = firstDue(receivedAt, office)
  const officerId = who.kind === 'officer' ? who.officerId : null
  await addCounts(tx, id)
  await addMove(tx, { petitionId: id, at: receivedAt, move: 'submit', officerId })
  await record(
    deps,
    tx,
    who,
    'petition.submit',
    { kind: 'petition', id },
    { route: change.route ?? 'online' },
  )
  const number = await takeNumber(tx, Number(dayOf(receivedAt).slice(0, 4)))
  const sent = { ...change, state, number, receivedAt, reviewDueAt: due.at }
  await savePetition(tx, id, sent, deps.now())
  const about = {
    number,
    title: change.title!,
    publicUrl: deps.config.publicUrl,
    own: who.kind === 'resident',
  }
  if (address)
    await mailTo(deps, tx, address.email, `received:${id}`, receivedMail(address.lang, about, due.at))
  return { status: 201, body: receiptOf({ ...draft, ...sent }, office) }
}

/** @param office for what was decided meanwhile: its receipt still says the date that was promised */
export const receiptOf = (
  { number, receivedAt, reviewDueAt, state }: PetitionRow,
  office: Office,
): PetitionReceipt => ({
  number: number!,
  receivedAt: receivedAt!.toISOString(),
  reviewDueAt: (reviewDueAt ?? firstDue(receivedAt!, office).at).toISOString(),
  state,
})
