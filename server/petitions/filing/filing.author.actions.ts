import type { z } from 'zod'
import type { SupplementForm } from '../../../shared/filing.ts'
import type { PetitionReceipt } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import { type MailText, mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Lang } from '../../../shared/wire.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { columnsOf, textOf, versionOf } from './drafts.actions.ts'
import { receiptOf } from './filing.actions.ts'
import { namelessMail, resubmittedMail, withdrawnMail } from './filing.mails.ts'
import { establishedAt, movesOf } from './filing.queries.ts'
import { authorsActs, dueAfterSupplement, mustBeKnown, type Office } from './filing.rules.ts'
import { addMove, lockPetition, petitionIdOf, type PetitionRow, savePetition } from '../petitions.queries.ts'
import { advance } from '../petitions.rules.ts'

type Author = Pick<Resident, 'kind' | 'personId'>
type Supplement = Omit<z.infer<typeof SupplementForm>, 'version'>

/**
 * An author adds what was asked for; what was left of the review days begins anew tomorrow.
 * @param base version of the text it was written on; null asks for none
 * @throws Refusal `not-yours`, `not-allowed-now`, `changed-meanwhile`, of what the text names
 */
export async function resubmit(
  deps: Deps,
  who: Resident,
  number: string,
  text: Supplement,
  base: string | null,
  office: Office,
): Promise<PetitionReceipt> {
  mustBeKnown(text, office)
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    const petition = await lockOwn(tx, who, number)
    const { id } = petition
    const state = advance({ state: petition.state, established: false }, 'resubmit')
    if (base !== null && versionOf(textOf(deps, petition)) !== base) throw new Refusal('changed-meanwhile')
    const due = dueAfterSupplement(petition.receivedAt!, await movesOf(tx, id), office, at)
    const { sealedContact: _, ...columns } = columnsOf(deps, { ...text, displayName: '' }, office)
    const change = { ...columns, state, reviewDueAt: due.at, supplementDueAt: null }
    await savePetition(tx, id, change, at)
    await addMove(tx, { petitionId: id, at, move: 'resubmit' })
    await record(deps, tx, who, 'petition.resubmit', { kind: 'petition', id })
    // A petition can be asked for more than once: the instant keeps the mails apart.
    await tell(deps, tx, { ...petition, ...change }, `resubmitted:${id}:${at.getTime()}`, (lang, about) =>
      resubmittedMail(lang, about, due.at),
    )
    return receiptOf({ ...petition, ...change }, office)
  })
}

/**
 * An author takes the whole petition back, for good.
 * @throws Refusal `not-yours`, `not-allowed-now`, `already-established`
 */
export async function withdrawPetition(deps: Deps, who: Resident, number: string) {
  const at = deps.now()
  await changePublic(deps, async (tx) => {
    const petition = await lockOwn(tx, who, number)
    const { id } = petition
    const established = (await establishedAt(tx, id)) !== null
    const state = advance({ state: petition.state, established }, 'withdraw')
    // No review and no answer is owed any more.
    await savePetition(
      tx,
      id,
      { state, endedAt: at, reviewDueAt: null, supplementDueAt: null, ...owedNothing(petition) },
      at,
    )
    await addMove(tx, { petitionId: id, at, move: 'withdraw' })
    await record(deps, tx, who, 'petition.withdraw', { kind: 'petition', id }, { from: petition.state })
    await tell(deps, tx, petition, `withdrawn:${id}`, (lang, about) => withdrawnMail(lang, about, at))
  })
}

/**
 * The name goes, the petition stays: where it is too late to withdraw.
 * @throws Refusal `not-yours`, `not-allowed-now`
 */
export async function takeNameOff(deps: Deps, who: Resident, number: string) {
  const at = deps.now()
  await changePublic(deps, async (tx) => {
    const petition = await lockOwn(tx, who, number)
    const { id } = petition
    const established = (await establishedAt(tx, id)) !== null
    if (!authorsActs({ ...petition, established }).takeNameOff) throw new Refusal('not-allowed-now')
    await savePetition(tx, id, { authorShown: null }, at)
    await record(deps, tx, who, 'petition.take-name-off', { kind: 'petition', id })
    await tell(deps, tx, petition, `nameless:${id}`, (lang, about) => namelessMail(lang, about, at))
  })
}

const owedNothing = ({ response }: PetitionRow) =>
  response === 'due' ? { response: 'none' as const, responseKind: null, responseDueAt: null } : {}

async function lockOwn(tx: Db, { personId }: Author, number: string) {
  const id = await petitionIdOf(tx, number)
  const petition = id === null ? null : await lockPetition(tx, id)
  if (!petition) throw new Refusal('not-found')
  if (petition.authorId !== personId) throw new Refusal('not-yours')
  return petition
}

type About = Parameters<typeof withdrawnMail>[1]

async function tell(
  deps: Deps,
  tx: Db,
  { authorId, number, title }: PetitionRow,
  purpose: string,
  mail: (lang: Lang, about: About) => MailText,
) {
  const address = authorId === null ? null : await addressOf(deps, tx, authorId)
  if (!address) return
  const about = { number: number!, title, publicUrl: deps.config.publicUrl, own: true }
  await mailTo(deps, tx, address.email, purpose, mail(address.lang, about))
}
