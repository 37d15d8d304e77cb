import { randomUUID } from 'node:crypto'
import { addDays, dayOf } from '../../shared/kst.ts'
import { codeLength, codeLetters } from '../../shared/tickets.ts'
import type { AccessNeed } from '../../shared/town-halls.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { addTownHall, addSitting, putQuotas } from '../townhalls/desk/desk-townhalls.queries.ts'
import { drawOrder } from '../townhalls/seats/draw.ts'
import { publishPlaces } from '../townhalls/seats/draw.queries.ts'
import { offerDeadline } from '../townhalls/seats/offers.rules.ts'
import { type Group, lackingFor, type Limits, nextToOffer } from '../townhalls/seats/seats.rules.ts'
import { makeTicketKeys } from '../townhalls/seats/tickets.ts'
import { zonesOn } from '../townhalls/townhalls.queries.ts'
import {
  addMembersOf,
  addParties,
  addQuestions,
  addVisits,
  type DemoParty,
  setLastPlace,
} from './townhalls.queries.ts'
import { type DemoHall, demoHalls } from './townhalls.content.ts'
import { liveHall } from './townhalls.live.ts'
import { moreHalls } from './townhalls.more.ts'
import { picker, seeded } from './history.rules.ts'
import type { Stage } from './story.ts'

const hour = 3_600_000
const tenMinutes = 600_000
const seoul = (day: string, time: string) => new Date(`${day}T${time}:00+09:00`)

/** Writes the town halls with everyone who registered, came and asked, as if all had gone its way through the product. */
export async function tellTownHalls(deps: Deps, tx: Db, stage: Stage) {
  for (const [at, hall] of [...demoHalls, ...moreHalls, liveHall].entries())
    await tellHall(deps, tx, stage, hall, at)
}

async function tellHall(deps: Deps, tx: Db, stage: Stage, hall: DemoHall, number: number) {
  const random = seeded(2_026_000 + number)
  const today = dayOf(stage.at)
  const inDays = (days: number) => new Date(stage.at.getTime() + days * 24 * hour)
  const draft = new Date(inDays(hall.opensIn).getTime() - 5 * 24 * hour)
  const before = new Date(Math.min(stage.at.getTime() - hour, draft.getTime()))
  const last = hall.sittings.at(-1)!
  const over = hall.state === 'ended' || hall.state === 'archived'
  const seed = sha256(`demo seed ${number}`).toString('hex')
  const drawn = over && hall.admission === 'draw'
  const opensAt = seoul(dayOf(inDays(hall.opensIn)), '09:00')
  const timesOf = ({ in: days, from, until, begins }: DemoHall['sittings'][number]) => {
    const day = addDays(today, days)
    if (begins === undefined) return { startsAt: seoul(day, from), endsAt: seoul(day, until) }
    const startsAt = new Date(Math.floor(stage.at.getTime() / tenMinutes) * tenMinutes + begins * 60_000)
    return { startsAt, endsAt: new Date(startsAt.getTime() + 2 * hour) }
  }
  const firstAt = timesOf(hall.sittings[0]!).startsAt
  const closesAt = new Date(
    Math.min(seoul(dayOf(inDays(hall.closesIn)), '18:00').getTime(), firstAt.getTime() - hour),
  )
  const townHallId = await addTownHall(tx, {
    state: hall.state,
    form: hall.form,
    admission: hall.admission,
    titleKo: hall.titleKo,
    titleEn: hall.titleEn,
    summaryKo: hall.summaryKo,
    summaryEn: hall.summaryEn,
    host: hall.host,
    agenda: hall.agenda,
    formQuestions: hall.formQuestions ?? [],
    registrationOpensAt: opensAt,
    registrationClosesAt: closesAt,
    quotasOpenAt: null,
    offerHours: 24,
    reminderHours: [72, 3],
    ...(hall.admission === 'draw' && { seedHash: sha256(seed), sealedSeed: deps.secrets.seal(seed) }),
    ...(drawn && { seed, drawnAt: closesAt }),
    ...makeTicketKeys(deps.secrets),
    createdBy: stage.officers.get('talk@demo.sotong.kr')!,
    createdAt: before,
    updatedAt: before,
    announcedAt: before,
    endedAt: over ? seoul(addDays(today, last.in), last.until) : null,
  })
  // Others register for each, so that nobody is everywhere.
  const crowd = stage.residents.slice((number * 190) % (stage.residents.length - 190))
  const each = Math.floor(hall.parties / hall.sittings.length)
  for (const [position, sitting] of hall.sittings.entries()) {
    const day = addDays(today, sitting.in)
    const { startsAt, endsAt } = timesOf(sitting)
    const sittingId = await addSitting(tx, {
      townHallId,
      position,
      name: sitting.name ?? '',
      startsAt,
      endsAt,
      place: sitting.place,
      address: sitting.address,
      onlineUrl:
        hall.form === 'hybrid' || hall.form === 'online' ? 'https://live.example/yeongdeungpo' : null,
      // Those of the past were sent in their time.
      remindedHours: over ? [72, 3] : [],
    })
    const quotas = sitting.limits.map(([kind, key, seats]) => ({ kind, key, seats }))
    await putQuotas(tx, sittingId, quotas)
    const zones = await zonesOn(tx, day)
    const zoneOf = new Map(
      zones.flatMap(({ code, dongCodes }) => dongCodes.map((dong) => [dong, code] as const)),
    )
    const until = Math.min(closesAt.getTime(), stage.at.getTime())
    const registered = crowd.slice(position * each, (position + 1) * each).map((resident, place) =>
      aParty(hall, resident, random, {
        place: place + 1,
        at: new Date(opensAt.getTime() + ((place + random()) / each) * (until - opensAt.getTime())),
      }),
    )
    if (drawn) inDrawnOrder(registered, seed)
    const limits: Limits = { quotas, gathering: null, zoneOf, quotasOpen: false }
    const parties = seatAll(registered, limits, { now: stage.at, startsAt, over, random })
    const ids = await addParties(tx, townHallId, sittingId, parties)
    await setLastPlace(tx, sittingId, parties.length)
    if (drawn)
      await publishPlaces(
        tx,
        sittingId,
        parties.map(({ partyId }) => partyId),
      )
    const members = await addMembersOf(
      deps,
      tx,
      parties.map((party, index) => ({ id: ids[index]!, people: party.people })),
    )
    if (over) {
      const seated = members.filter(
        ({ partyAt }) => parties[partyAt]!.state === 'confirmed' && parties[partyAt]!.mode === 'in-person',
      )
      const came = seated.filter(() => random() < (hall.came ?? 0))
      await addVisits(
        tx,
        sittingId,
        came.map(({ id }) => id),
        startsAt,
        seoul(day, sitting.until),
        random,
      )
    }
  }
  const askedAt = new Date(Math.min(stage.at.getTime() - 2 * hour, opensAt.getTime() + 30 * hour))
  await addQuestions(tx, townHallId, hall.questions, crowd, askedAt)
}

const surnames = [...'김이박최정강조윤장임한오서신권황안송류홍']
const given = [
  '하늘',
  '도현',
  '서연',
  '민준',
  '지우',
  '은서',
  '영희',
  '철수',
  '순자',
  '정호',
  '미경',
  '성민',
  '유진',
  '나래',
  '다온',
  '상우',
  '혜진',
  '경자',
  '동훈',
  '수빈',
]

/** Someone of the crowd with whoever comes along. */
function aParty(
  hall: DemoHall,
  resident: { id: number; dong: string },
  random: () => number,
  { place, at }: { place: number; at: Date },
): DemoParty {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const size = picker([70, 21, 6, 3], random)() + 1
  const surname = pick(surnames)
  const needOf = (): AccessNeed[] => {
    const lot = random()
    return lot < 0.02 ? ['wheelchair'] : lot < 0.035 ? ['sign-language'] : lot < 0.045 ? ['interpreter'] : []
  }
  const people = Array.from({ length: size }, (_, index) => ({
    name: (index === 0 || random() < 0.5 ? surname : pick(surnames)) + pick(given),
    needs: needOf(),
    code: Array.from({ length: codeLength }, () => pick([...codeLetters])).join(''),
  }))
  const [question] = hall.formQuestions ?? []
  const choices = question?.choices ?? []
  return {
    partyId: randomUUID(),
    personId: resident.id,
    place,
    state: 'waiting',
    mode: hall.form === 'online' || (hall.form === 'hybrid' && random() < 0.3) ? 'online' : 'in-person',
    kind: random() < 0.9 ? 'resident' : random() < 0.6 ? 'involved' : 'proposer',
    dong: resident.dong,
    answers: question && choices.length > 0 ? { [question.id]: pick(choices) } : {},
    people,
    createdAt: at,
    offerExpiresAt: null,
    leftAt: null,
  }
}

/** Puts a crowd in the order that its draw gave it. */
function inDrawnOrder(parties: DemoParty[], seed: string) {
  const order = drawOrder(
    seed,
    parties.map(({ partyId }) => partyId),
  )
  parties.sort((a, b) => order.indexOf(a.partyId) - order.indexOf(b.partyId))
  for (const [at, party] of parties.entries()) party.place = at + 1
}

/** Seats a crowd in its order, all of a party or none; then some cancel, and what is free is offered. */
function seatAll(
  parties: DemoParty[],
  limits: Limits,
  { now, startsAt, over, random }: { now: Date; startsAt: Date; over: boolean; random: () => number },
): DemoParty[] {
  const groupOf = ({ mode, kind, dong, people }: DemoParty): Group => ({
    mode,
    kind,
    dong,
    reserved: false,
    people: people.length,
    wheelchairs: people.filter(({ needs }) => needs.includes('wheelchair')).length,
  })
  const held: Group[] = []
  for (const party of parties) {
    if (lackingFor(groupOf(party), limits, held).length > 0) continue
    party.state = 'confirmed'
    held.push(groupOf(party))
  }
  for (const party of parties) {
    if (random() > 0.04) continue
    party.state = 'cancelled'
    party.leftAt = new Date(Math.min(now.getTime() - hour, party.createdAt.getTime() + 40 * hour))
  }
  if (over) return parties
  const seated = parties.filter(({ state }) => state === 'confirmed').map(groupOf)
  const waiting = parties.flatMap((party, id) =>
    party.state === 'waiting' ? [{ ...groupOf(party), id }] : [],
  )
  for (const { id } of nextToOffer(waiting, limits, seated).offered) {
    parties[id]!.state = 'offered'
    parties[id]!.offerExpiresAt = offerDeadline(now, 24, startsAt)
  }
  return parties
}
