import { maskEmail } from '../../../shared/masking.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type registrationDone, type RegistrationProps } from '../../../shared/town-hall-pages.ts'
import type { Lang } from '../../../shared/wire.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { dayOf } from '../../../shared/kst.ts'
import { titleOf } from '../public.ts'
import { waitingBySitting } from '../public.queries.ts'
import { stageOf } from '../public.rules.ts'
import { ownRegistration } from './registration.ts'
import { openTicketKey, signTicket } from './tickets.ts'
import { sittingById, townHallById, zonesOn } from '../townhalls.queries.ts'
import { qrPath } from '../qr.ts'

type Done = (typeof registrationDone)[number] | null

/** Someone's registration with its tickets; null where there never was one. @throws Refusal `not-found` */
export async function registrationProps(
  deps: Deps,
  who: Resident,
  townHallId: number,
  lang: Lang,
  done: Done = null,
): Promise<RegistrationProps | null> {
  const { db, secrets } = deps
  const now = deps.now()
  const hall = await townHallById(db, townHallId)
  if (!hall || hall.state === 'draft') throw new Refusal('not-found')
  const own = await ownRegistration(deps, who, townHallId)
  const sitting = own && (await sittingById(db, own.party.sittingId))
  if (!own || !sitting) return null
  const { party, reply, members } = own
  const stands = ['applied', 'waiting', 'offered', 'confirmed'].includes(party.state)
  const inHall = party.state === 'confirmed' && party.mode === 'in-person'
  const key = inHall ? openTicketKey(secrets, hall.sealedTicketKey) : null
  const [dongs, zones, address, waiting] = await Promise.all([
    allDongs(db),
    zonesOn(db, dayOf(sitting.startsAt)),
    addressOf(deps, db, who.personId),
    waitingBySitting(db, [sitting.id]),
  ])
  return {
    mine: {
      hall: {
        id: hall.id,
        stage: stageOf(hall, now),
        title: titleOf(hall, lang),
        cancelReason: hall.cancelReason,
        admission: hall.admission,
        drawnAt: hall.drawnAt?.toISOString() ?? null,
        offerHours: hall.offerHours,
        quotasOpenAt: hall.quotasOpenAt?.toISOString() ?? null,
        formQuestions: hall.formQuestions,
      },
      sitting: {
        id: sitting.id,
        name: sitting.name,
        startsAt: sitting.startsAt.toISOString(),
        endsAt: sitting.endsAt.toISOString(),
        place: sitting.place,
        address: sitting.address,
        // The room online is for those who have a place in it.
        onlineUrl: party.state === 'confirmed' ? sitting.onlineUrl : null,
      },
      state: party.state,
      mode: party.mode,
      movedOnline: party.movedOnline,
      kind: party.kind,
      dong: party.dong,
      position: reply.position,
      waiting: waiting[0]?.waiting ?? 0,
      offerExpiresAt: reply.offerExpiresAt,
      lacking: reply.lacking,
      answers: party.answers,
      note: party.note,
      members: members.map(({ id, name, needs, code }) => ({
        name,
        needs,
        code: `${code.slice(0, 4)}-${code.slice(4)}`,
        ticket: key && qrPath(signTicket(key, id, sitting.id)),
      })),
      changeable: stands && hall.state !== 'cancelled' && sitting.startsAt > now,
    },
    dongs,
    zones: zones.map(({ code, nameKo, nameEn, dongCodes }) => ({ code, nameKo, nameEn, dongCodes })),
    done,
    email: address ? maskEmail(address.email) : null,
    now: now.toISOString(),
  }
}
