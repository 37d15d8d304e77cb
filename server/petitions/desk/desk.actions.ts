import type { DecisionReply } from '../../../shared/desk.ts'
import { SealedContact } from '../../../shared/filing.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import { mailTo, type MailText } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import type { AboutPetition } from './decisions.mails.ts'
import { mustBeAsSeen, mustSee } from './desk.rules.ts'
import { establishmentOf } from '../milestones/establishment.queries.ts'
import { addMove, lockPetition, petitionIdOf, type PetitionRow, savePetition } from '../petitions.queries.ts'

/** Which petition, as which page showed it, and what only the desk should remember of it. */
export type Asked = { number: string; seen?: string | undefined; internal?: string | undefined }

/** A petition under its lock, and what mails say of it. */
export type Locked = { petition: PetitionRow; established: boolean; about: AboutPetition; tx: Db; at: Date }

/** What follows from an act, as its rule decided. */
export type Follows = {
  change: Partial<PetitionRow>
  /** How the history calls it; null where the public history says nothing. */
  move: string | null
  publicNote?: string | null
  /** Kept in the audit log: ids and codes, nothing a person wrote. */
  detail?: Record<string, unknown>
  /** What the author hears, in their language; null where they hear nothing. */
  mail: ((lang: Lang) => MailText) | null
}

/**
 * One act of an officer on one petition: lock, rule, save, history, audit and mail in one transaction, and with its
 * commit the pages dropped everywhere. Of two officers at once the second is judged on what the first one left.
 * @throws Refusal `not-found`, `not-allowed`, `changed-meanwhile`, and what `follow` throws
 */
export async function act(
  deps: Deps,
  officer: Officer,
  { number, seen, internal }: Asked,
  name: string,
  follow: (locked: Locked) => Follows | Promise<Follows>,
): Promise<DecisionReply> {
  const id = await petitionIdOf(deps.db, number)
  if (id === null) throw new Refusal('not-found')
  return changePublic(deps, async (tx) => {
    const petition = (await lockPetition(tx, id))!
    const at = deps.now()
    const established = (await establishmentOf(tx, id)) !== null
    mustSee(officer, { departmentId: petition.departmentId, established })
    mustBeAsSeen(petition.updatedAt, seen)
    const about = { number, title: petition.title, url: `${deps.config.publicUrl}/petitions/${number}` }
    const { change, move, publicNote, detail, mail } = await follow({
      petition,
      established,
      about,
      tx,
      at,
    })
    await savePetition(tx, id, change, at)
    if (move !== null) {
      await addMove(tx, {
        petitionId: id,
        at,
        move,
        publicNote: publicNote || null,
        internalNote: internal || null,
        officerId: officer.officerId,
      })
    }
    const entry = { state: petition.state, ...detail }
    await record(deps, tx, officer, `petition.${name}`, { kind: 'petition', id }, entry)
    if (mail) await tellAuthor(deps, tx, petition, `${name}:${id}:${at.toISOString()}`, mail)
    return replyOf({ ...petition, ...change, updatedAt: at })
  })
}

const replyOf = (petition: PetitionRow): DecisionReply => ({
  number: petition.number!,
  state: petition.state,
  hidden: petition.hiddenAt !== null,
  closesAt: petition.closesAt?.toISOString() ?? null,
  responseDueAt: petition.responseDueAt?.toISOString() ?? null,
  seen: petition.updatedAt.toISOString(),
})

/** Name and address of someone for whom an officer filed. */
export const contactOf = (deps: Deps, sealed: Buffer) =>
  SealedContact.parse(JSON.parse(deps.secrets.unseal(sealed)))

async function tellAuthor(
  deps: Deps,
  tx: Db,
  { authorId, sealedContact, lang }: PetitionRow,
  purpose: string,
  mail: (lang: Lang) => MailText,
) {
  const email = sealedContact && contactOf(deps, sealedContact).email
  const address = authorId === null ? email && { email, lang } : await addressOf(deps, tx, authorId)
  if (address) await mailTo(deps, tx, address.email, purpose, mail(address.lang))
}
