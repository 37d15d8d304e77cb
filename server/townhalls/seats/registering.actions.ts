import { dayOf } from '../../../shared/kst.ts'
import type { Limit, RegistrationBody, RegistrationReply } from '../../../shared/town-halls.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { declareOverFourteen } from '../../accounts/accounts.actions.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { appliedMail, limitWords, type Seat, waitingMail } from './registrations.mails.ts'
import {
  addMembers,
  addParty,
  heldIn,
  type PartyRow,
  partyByPartyId,
  positionOf,
} from './registrations.queries.ts'
import {
  answersTo,
  faultsIn,
  groupOf,
  mustBeRegistering,
  mustNotHaveBegun,
  type Wish,
} from './registering.rules.ts'
import { type Group, seatFor } from './seats.rules.ts'
import { newCode } from './tickets.ts'
import { replyFrom, replyOf } from './registration.ts'
import { aboutOf, type Contact, tellParty } from './told.ts'
import {
  knownDongs,
  placeNames,
  type SittingRow,
  sittingById,
  takePlace,
  townHallById,
} from '../townhalls.queries.ts'
import { modesOf } from '../townhalls.rules.ts'
import { type Scene, settleSeats, tellConfirmed, underLock } from './waiting.actions.ts'

export type Registered = { fresh: boolean; reply: RegistrationReply }

/**
 * A resident registers a party, all or none: confirmed where every limit has room for all its people, else waiting in
 * the one order, or applied where a draw decides. The same `partyId` sent again gives what became of it.
 * @throws Refusal of the stage of registration and of what the wish names; `already-registered`, `not-yours`,
 * `age-required`
 */
export async function register(
  deps: Deps,
  who: Pick<Resident, 'personId' | 'dong'>,
  townHallId: number,
  body: RegistrationBody,
  lang: Lang,
): Promise<Registered> {
  const at = deps.now()
  await declareOverFourteen(deps, who.personId, body.overFourteen)
  const wish = { ...body, dong: body.dong ?? who.dong }
  const dongs = await knownDongs(deps.db)
  return inSitting(deps, townHallId, wish, at, async (tx, scene) => {
    const sent = await partyByPartyId(tx, body.partyId)
    if (sent && sent.personId !== who.personId) throw new Refusal('not-yours')
    if (sent) return { fresh: false, reply: await replyOf(tx, sent, scene.at) }
    mustBeRegistering(scene.hall, scene.sitting.startsAt, at)
    mustFit(wish, scene, dongs)
    const own = { personId: who.personId, registeredBy: null, sealedContact: null, lang }
    return { fresh: true, reply: await seat(deps, tx, scene, wish, own) }
  })
}

export type ForSomeone = {
  /** Takes seats that the office kept back. */
  reserved: boolean
  contact: Contact
  lang: Lang
  /** Came to the door without a registration. */
  walkIn?: boolean
  /** Looked at under the lock of the sitting, before anyone is seated; refuses by throwing. */
  onlyIf?: (tx: Db, scene: Scene) => Promise<void>
}

/**
 * An officer registers someone who called, wrote or came, also outside of the dates of registration, until the sitting
 * ends. Walk-ins are seated or refused: nobody waits at a door.
 * @throws Refusal `contact-required`, `not-yours`, `no-room` for a walk-in, of what the wish names
 */
export async function registerFor(
  deps: Deps,
  officer: Pick<Officer, 'officerId'>,
  townHallId: number,
  body: Omit<RegistrationBody, 'overFourteen'>,
  { reserved, contact, lang, walkIn = false, onlyIf }: ForSomeone,
): Promise<Registered> {
  const at = deps.now()
  const dongs = await knownDongs(deps.db)
  if (!walkIn && contact.phone === null && contact.email === null)
    throw new Refusal('contact-required', { field: 'phone' })
  return inSitting(deps, townHallId, body, at, async (tx, scene) => {
    const sent = await partyByPartyId(tx, body.partyId)
    if (sent && sent.registeredBy !== officer.officerId) throw new Refusal('not-yours')
    if (sent) return { fresh: false, reply: await replyOf(tx, sent, scene.at) }
    if (!['announced', 'live'].includes(scene.hall.state)) throw new Refusal('not-allowed-now')
    if (!walkIn) mustNotHaveBegun(scene.sitting.startsAt, at)
    if (scene.sitting.endsAt <= at) throw new Refusal('registration-closed')
    mustFit(body, scene, dongs)
    await onlyIf?.(tx, scene)
    const sealedContact =
      contact.phone === null && contact.email === null ? null : deps.secrets.seal(JSON.stringify(contact))
    const own = { personId: null, registeredBy: officer.officerId, sealedContact, lang, reserved, walkIn }
    const reply = await seat(deps, tx, scene, body, own)
    const about = { kind: 'registration', id: reply.id }
    const detail = { townHallId, people: reply.people, state: reply.state, reserved, walkIn }
    await record(
      deps,
      tx,
      { kind: 'officer', officerId: officer.officerId },
      'registration.enter',
      about,
      detail,
    )
    return { fresh: true, reply }
  })
}

/** Under the lock of the sitting that is asked for, once it is known to belong to the town hall. */
async function inSitting(
  deps: Deps,
  townHallId: number,
  { sittingId }: Pick<RegistrationBody, 'sittingId'>,
  at: Date,
  act: (tx: Db, scene: Scene) => Promise<Registered>,
): Promise<Registered> {
  const hall = await townHallById(deps.db, townHallId)
  if (!hall || hall.state === 'draft') throw new Refusal('not-found')
  const sitting = await sittingById(deps.db, sittingId)
  if (sitting?.townHallId !== townHallId) throw new Refusal('sitting-unknown', { field: 'sittingId' })
  return (await underLock(deps, sittingId, at, act))!
}

/** @throws Refusal the first fault of a wish, at its field */
function mustFit(wish: Wish, { hall, limits }: Pick<Scene, 'hall' | 'limits'>, dongs: ReadonlySet<string>) {
  const [fault] = faultsIn(wish, hall, limits, dongs)
  if (fault) throw fault
}

type Own = Pick<
  typeof import('./registrations.tables.ts').parties.$inferInsert,
  'personId' | 'registeredBy' | 'sealedContact' | 'lang' | 'reserved' | 'walkIn'
>

/** Gives a new party its place, and its seats where there is room for all of it. */
async function seat(
  deps: Deps,
  tx: Db,
  scene: Scene,
  wish: Omit<RegistrationBody, 'overFourteen'>,
  own: Own,
): Promise<RegistrationReply> {
  const { hall, sitting, at } = scene
  const { reserved = false, walkIn = false } = own
  const drawn = hall.admission === 'draw' && hall.drawnAt === null && !reserved && !walkIn
  const { mode, movedOnline, lacking } = drawn
    ? { mode: wish.mode, movedOnline: false, lacking: [] }
    : await seatsFor(
        deps,
        tx,
        scene,
        groupOf({ ...wish, reserved: reserved ?? false }, wish.members),
        !walkIn,
      )
  if (walkIn && lacking.length > 0) throw await noRoom(tx, scene, lacking)
  const confirmed = !drawn && lacking.length === 0
  const party = await addParty(tx, {
    ...own,
    partyId: wish.partyId,
    townHallId: hall.id,
    sittingId: sitting.id,
    state: drawn ? 'applied' : confirmed ? 'confirmed' : 'waiting',
    confirmedAt: confirmed ? at : null,
    place: await takePlace(tx, sitting.id),
    mode,
    movedOnline,
    kind: wish.kind,
    dong: wish.dong,
    answers: answersTo(hall.formQuestions, wish.answers),
    note: wish.note,
    createdAt: at,
    updatedAt: at,
  })
  if (!party) throw new Refusal('already-registered')
  const seats = await addPeople(deps, tx, party.id, wish.members)
  const position = party.state === 'waiting' ? await positionOf(tx, sitting.id, party.place) : null
  const reply = replyFrom(party, seats.length, position, lacking)
  const about = aboutOf(deps, hall, sitting)
  if (confirmed) await tellConfirmed(deps, tx, scene, party, seats)
  else if (drawn)
    await tellParty(
      deps,
      tx,
      party,
      'applied',
      (lang, told) => appliedMail(lang, about, told, hall.registrationClosesAt),
      seats,
    )
  else await tellWaiting(deps, tx, scene, party, reply, seats)
  return reply
}

/** What a newcomer gets. Where there is room, whoever waits has what is free by now first; the rest is the newcomer's. */
async function seatsFor(deps: Deps, tx: Db, scene: Scene, group: Group, mayMove: boolean) {
  const { hall, sitting, limits } = scene
  const mayGoOnline = mayMove && modesOf(hall.form).includes('online')
  const found = seatFor(group, limits, await heldIn(tx, [sitting.id]), mayGoOnline)
  if (found.lacking.length > 0) return found
  return seatFor(group, limits, await settleSeats(deps, tx, scene), mayGoOnline)
}

export async function tellWaiting(
  deps: Deps,
  tx: Db,
  { hall, sitting }: Pick<Scene, 'hall' | 'sitting'>,
  party: PartyRow,
  { position, lacking }: RegistrationReply,
  seats?: Seat[],
) {
  const names = await namesFor(tx, sitting, lacking)
  const about = aboutOf(deps, hall, sitting)
  await tellParty(
    deps,
    tx,
    party,
    'waiting',
    (lang, told) => waitingMail(lang, about, told, position ?? 0, limitWords(lang, lacking, names)),
    seats,
  )
}

/** Names of what a list of limits names. */
const namesFor = async (tx: Db, sitting: SittingRow, limits: readonly Limit[]) =>
  limits.some(({ kind }) => kind === 'dong' || kind === 'zone')
    ? placeNames(tx, dayOf(sitting.startsAt))
    : new Map<string, never>()

/** Adds people to a party, each with a code of their own. @returns their seats */
export async function addPeople(
  deps: Deps,
  tx: Db,
  partyId: number,
  people: RegistrationBody['members'],
  from = 1,
): Promise<Seat[]> {
  const seats: Seat[] = []
  for (
    let rows = people.map(({ name, needs }, at) => ({ name, needs, position: from + at }));
    rows.length > 0;
  ) {
    const added = await addMembers(
      tx,
      rows.map(({ name, needs, position }) => ({
        partyId,
        position,
        sealedName: deps.secrets.seal(name),
        needs: [...new Set(needs)],
        code: newCode(),
      })),
    )
    seats.push(...added.map(({ id, code }) => ({ id, code })))
    // A code that someone has already is drawn again.
    rows = rows.filter(({ position }) => !added.some((one) => one.position === position))
  }
  return seats
}

/** The refusal of a change or a walk-in for which there is no room, in the words of its limits. */
export async function noRoom(tx: Db, { sitting }: Pick<Scene, 'sitting'>, lacking: readonly Limit[]) {
  const names = await namesFor(tx, sitting, lacking)
  const params = { lacking: limitWords('ko', lacking, names), lackingEn: limitWords('en', lacking, names) }
  return new Refusal('no-room', { params })
}
