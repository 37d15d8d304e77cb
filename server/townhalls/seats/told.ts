import type { Lang } from '../../../shared/wire.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { type MailText, mailTo } from '../../notifications/notifications.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { addCall } from './calls.queries.ts'
import { membersOf, type PartyRow } from './registrations.queries.ts'
import type { About, Seat, Told } from './registrations.mails.ts'
import type { SittingRow, TownHallRow } from '../townhalls.queries.ts'

/** How to reach a party that an officer registered; sealed with it. */
export type Contact = { phone: string | null; email: string | null }

export const aboutOf = ({ config }: Pick<Deps, 'config'>, hall: TownHallRow, sitting: SittingRow): About => ({
  townHallId: hall.id,
  titleKo: hall.titleKo,
  titleEn: hall.titleEn,
  sittingName: sitting.name,
  startsAt: sitting.startsAt,
  place: sitting.place,
  address: sitting.address,
  onlineUrl: sitting.onlineUrl,
  publicUrl: config.publicUrl,
})

export const contactOf = ({ secrets }: Pick<Deps, 'secrets'>, { sealedContact }: PartyRow): Contact | null =>
  sealedContact ? (JSON.parse(secrets.unseal(sealedContact)) as Contact) : null

/** Where a party reads mail; null where it has none: then the office phones. */
async function readerOf(deps: Deps, tx: Db, party: PartyRow): Promise<{ email: string; lang: Lang } | null> {
  if (party.personId !== null) {
    const address = await addressOf(deps, tx, party.personId)
    return address && { email: address.email, lang: party.lang }
  }
  const email = contactOf(deps, party)?.email
  return email ? { email, lang: party.lang } : null
}

/**
 * Writes a mail to a party with the change it tells of. One that reads no mail but has a phone is put on the office's
 * list of calls.
 * @param what of the party is told; each is told once
 * @param known its people, where the caller has them
 */
export async function tellParty(
  deps: Deps,
  tx: Db,
  party: PartyRow,
  what: string,
  mail: (lang: Lang, told: Told) => MailText,
  known?: Seat[],
) {
  const reader = await readerOf(deps, tx, party)
  if (!reader) {
    if (contactOf(deps, party)?.phone) await addCall(tx, party.id, what, deps.now())
    return
  }
  const seats = known ?? (await membersOf(tx, party.id)).map(({ id, code }) => ({ id, code }))
  const { mode, movedOnline } = party
  const codes = seats.map(({ code }) => code)
  const told = { mode, movedOnline, seats, codes, own: party.personId !== null }
  await mailTo(deps, tx, reader.email, `registration:${party.id}:${what}`, mail(reader.lang, told))
}
