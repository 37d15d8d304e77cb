import { daysBetween, type Day } from '../../shared/kst.ts'
import { Refusal } from '../../shared/refusal.ts'
import { reportLimits } from '../../shared/work-report-figures.ts'
import type { Period } from '../../shared/work-report-period.ts'

/**
 * A period that can be reported on.
 * @throws Refusal `period-backwards`, `period-in-future`, `period-too-long`, each naming the day at fault
 */
export function reportable({ from, to }: Period, today: Day): Period {
  if (from > to) throw new Refusal('period-backwards', { field: 'to' })
  if (to > today) throw new Refusal('period-in-future', { field: 'to', params: { today } })
  if (daysBetween(from, to) > reportLimits.years * 366)
    throw new Refusal('period-too-long', { field: 'from', params: { years: reportLimits.years } })
  return { from, to }
}

type Team = {
  id: number
  nameKo: string
  nameEn: string
  fromDay: Day
  untilDay: Day | null
  successorId: number | null
}

/**
 * The team by its name on the last day of a period, with the names it had before within that period. A team that was
 * renamed is one team: what it did under its old name counts.
 * @param wanted an id; without one the team that is there on the last day
 * @throws Refusal `team-unknown`; `team-renamed` where it had another name throughout, `team-not-yet` before it began
 */
export function teamIn(teams: readonly Team[], { from, to }: Period, wanted?: number) {
  const holds = (team: Team) => team.fromDay <= to && (team.untilDay === null || to < team.untilDay)
  const asked = wanted === undefined ? teams.find(holds) : teams.find(({ id }) => id === wanted)
  if (!asked && wanted !== undefined) throw new Refusal('team-unknown')
  if (!asked) throw new Refusal('team-not-yet', { field: 'to', params: { day: first(teams) } })
  if (asked.fromDay > to) throw new Refusal('team-not-yet', { field: 'to', params: { day: asked.fromDay } })
  let team = asked
  while (team.untilDay !== null && team.untilDay <= to) {
    const next = teams.find(({ id }) => id === team.successorId)
    if (!next) throw new Refusal('team-unknown')
    // It bore that name at no time of the period: another team was meant, or another period.
    if (team.untilDay <= from && team === asked && wanted !== undefined)
      throw new Refusal('team-renamed', {
        params: {
          team: team.nameKo,
          teamEn: team.nameEn,
          next: next.nameKo,
          nextEn: next.nameEn,
          day: team.untilDay,
        },
      })
    team = next
  }
  const formerly: Team[] = []
  for (let before = predecessor(team); before && before.untilDay! > from; before = predecessor(before))
    formerly.push(before)
  return { team, formerly: formerly.toReversed() }

  function predecessor(of: Team) {
    return teams.find(({ successorId }) => successorId === of.id)
  }
}

const first = (teams: readonly Team[]) => teams.map(({ fromDay }) => fromDay).toSorted()[0] ?? ''
