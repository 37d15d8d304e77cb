import { Refusal } from '../../../shared/refusal.ts'
import type { TownHallBody } from '../../../shared/town-halls.desk.ts'
import {
  attendanceModes,
  participantKinds,
  type TownHallForm,
  type TownHallState,
} from '../../../shared/town-halls.ts'

type Before = {
  state: TownHallState
  form: TownHallForm
  admission: TownHallBody['admission']
  sittings: { id: number; startsAt: Date }[]
  /** Sittings that someone registered for. */
  taken: ReadonlySet<number>
}
type Known = { dongs: ReadonlySet<string>; zones: ReadonlySet<string> }

/** States in which the office may still change what is announced. */
const changeable: readonly TownHallState[] = ['draft', 'announced', 'live']

/** @throws Refusal `not-allowed-now` */
export function mustBeChangeable(state: TownHallState) {
  if (!changeable.includes(state)) throw new Refusal('not-allowed-now')
}

/**
 * Everything in what an officer wrote that cannot be, each at its field. What was announced keeps its form and the way
 * seats are given; a sitting that someone registered for stays; times that are changed lie ahead. Limits may be lowered
 * below what is held: then they are over-full, and nobody is put out.
 */
export function faultsInHall(
  hall: TownHallBody,
  before: Before | null,
  { dongs, zones }: Known,
  now: Date,
): Refusal[] {
  const faults: Refusal[] = []
  const fault = (code: ConstructorParameters<typeof Refusal>[0], field: string) =>
    void faults.push(new Refusal(code, { field }))
  const announced = before !== null && before.state !== 'draft'
  if (announced && hall.form !== before.form) fault('announced-already', 'form')
  if (announced && hall.admission !== before.admission) fault('announced-already', 'admission')
  const starts = hall.sittings.map(({ startsAt }) => Date.parse(startsAt))
  if (Date.parse(hall.registrationClosesAt) > Math.max(...starts))
    fault('registration-closes-late', 'registrationClosesAt')
  const old = new Map(before?.sittings.map((sitting) => [sitting.id, sitting]))
  const kept = hall.sittings.flatMap(({ id }) => id ?? [])
  if (kept.some((id) => !old.has(id)) || new Set(kept).size < kept.length) fault('changed-meanwhile', '')
  if ([...(before?.taken ?? [])].some((id) => !kept.includes(id))) fault('sitting-has-parties', 'sittings')
  for (const [at, { id, startsAt, quotas }] of hall.sittings.entries()) {
    const moved = old.get(id ?? 0)?.startsAt.getTime() !== Date.parse(startsAt)
    if (moved && Date.parse(startsAt) <= now.getTime()) fault('date-in-the-past', `sittings.${at}.startsAt`)
    const keys: Record<string, ReadonlySet<string>> = {
      mode: new Set<string>(attendanceModes),
      participant: new Set<string>(participantKinds),
      dong: dongs,
      zone: zones,
    }
    const seen = new Set<string>()
    for (const [index, { kind, key }] of quotas.entries()) {
      const known = keys[kind] ? keys[kind].has(key) : key === ''
      if (!known || seen.has(`${kind} ${key}`)) fault('limit-unknown', `sittings.${at}.quotas.${index}.key`)
      seen.add(`${kind} ${key}`)
    }
  }
  return faults
}

type When = { startsAt: Date; endsAt: Date }
type Where = { place: string; address: string; onlineUrl: string | null }

/** What people who registered must hear of when a sitting changes. Another end alone is told as another time. */
export const changesOf = (before: When & Where, after: When & Where) => ({
  time:
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime(),
  place: before.place !== after.place || before.address !== after.address,
  online: before.onlineUrl !== after.onlineUrl,
})
