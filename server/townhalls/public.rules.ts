import type { HallStage, TownHallSummary } from '../../shared/town-hall-pages.ts'
import { registrationStage, type TownHallState } from '../../shared/town-hall-states.ts'

type Hall = { state: TownHallState; registrationOpensAt: Date; registrationClosesAt: Date }

/** Where a town hall stands for residents, by the rules' clock. A draft is nothing to them. */
export function stageOf(hall: Hall, now: Date): HallStage {
  const { state } = hall
  return state === 'announced' || state === 'draft' ? registrationStage(hall, now) : state
}

const order: Record<HallStage, number> = {
  live: 0,
  open: 1,
  'not-yet': 2,
  closed: 2,
  ended: 2,
  archived: 2,
  cancelled: 3,
}

type Line = Pick<TownHallSummary, 'stage' | 'id' | 'sittings'>
const startOf = ({ sittings }: Line) => sittings[0]?.startsAt ?? ''

/** On now, then open for registration, then the others, cancelled ones last; each by date. */
export const upcomingOrder = (a: Line, b: Line) =>
  order[a.stage] - order[b.stage] || startOf(a).localeCompare(startOf(b)) || a.id - b.id
