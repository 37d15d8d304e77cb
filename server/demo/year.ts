import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { addSitting, addTownHall } from '../townhalls/desk/desk-townhalls.queries.ts'
import { makeTicketKeys } from '../townhalls/seats/tickets.ts'
import {
  addBalance,
  addBudget,
  addReportSettings,
  addText,
  allTeams,
} from '../workreport/workreport.queries.ts'
import { demoVideo } from './video.ts'
import type { Stage } from './story.ts'
import {
  balanceReason,
  city,
  eventOpinions,
  eventWords,
  events,
  hallQuestions,
  halls,
  page,
  roundingReason,
  shownNames,
  subjects,
} from './year.content.ts'
import {
  addYearOfListening,
  addYearOfPetitions,
  addYearOfQuestions,
  addYearOfVisitors,
} from './year.queries.ts'

const seoul = (day: string, time: string) => new Date(`${day}T${time}:00+09:00`)

/**
 * The year 2021 as rows, so that the work report of 30 September 2021 can be counted again: 330 petitions, three
 * answers with a video, ten town halls, 57 listening events; what was before stands in balances. The same every time.
 */
export async function tellYear(deps: Deps, tx: Db, { officers }: Pick<Stage, 'officers'>) {
  const officerId = officers.get('talk@demo.sotong.kr')!
  const approverId = officers.get('lead@demo.sotong.kr')!
  const video = await demoVideo(deps, tx, officerId)
  await addYearOfPetitions(tx, { subjects, names: shownNames, city, officerId, approverId, video })
  for (const [at, [day, titleKo, titleEn]] of halls.entries()) {
    const startsAt = seoul(day, '19:00')
    const before = seoul(day, '09:00')
    before.setUTCDate(before.getUTCDate() - 20)
    const townHallId = await addTownHall(tx, {
      state: 'archived',
      form: at % 3 === 0 ? 'in-person' : 'hybrid',
      admission: 'order',
      titleKo,
      titleEn,
      summaryKo: titleKo,
      summaryEn: titleEn,
      host: '구청장',
      agenda: [],
      formQuestions: [],
      registrationOpensAt: before,
      registrationClosesAt: seoul(day, '12:00'),
      quotasOpenAt: null,
      offerHours: 24,
      reminderHours: [72, 3],
      ...makeTicketKeys(deps.secrets),
      createdBy: officerId,
      createdAt: before,
      updatedAt: before,
      announcedAt: before,
      endedAt: seoul(day, '21:00'),
    })
    const sittingId = await addSitting(tx, {
      townHallId,
      position: 0,
      name: '',
      startsAt,
      endsAt: seoul(day, '21:00'),
      place: '영등포아트홀',
      address: '영등포구 신길로 275',
      onlineUrl: null,
      remindedHours: [72, 3],
    })
    await addYearOfVisitors(tx, townHallId, sittingId, startsAt, at === 0 ? 96 : 40 + at * 4)
    await addYearOfQuestions(tx, townHallId, hallQuestions.slice(0, 3 + (at % 3)), startsAt)
  }
  await addYearOfListening(tx, events, eventOpinions, eventWords, officerId)
  await tellSettings(deps, tx, officerId)
}

/** What the office entered by hand: the page's texts, the budget, balances, and how it rounds. */
async function tellSettings(deps: Deps, tx: Db, setBy: number) {
  const [team] = await allTeams(tx)
  const setAt = deps.now()
  for (const [figure, count] of [
    ['received', 637],
    ['handled', 637],
    ['established', 11],
  ] as const)
    await addBalance(tx, {
      figure,
      beforeDay: '2021-01-01',
      count,
      reason: balanceReason,
      setBy: null,
      setAt,
    })
  await addReportSettings(tx, {
    fromAt: seoul('2021-01-01', '00:00'),
    rounding: 'truncate',
    dropZero: false,
    mailDay: 5,
    monthly: true,
    quarterly: true,
    setBy: null,
    reason: roundingReason,
  })
  await addText(tx, {
    ...page,
    teamId: team!.id,
    fromDay: '2021-01-01',
    leadTownHallId: null,
    leadEventId: null,
    setBy,
    setAt,
  })
  await addBudget(tx, {
    teamId: team!.id,
    asOf: '2021-09-30',
    budgetNational: 0,
    budgetCity: 0,
    budgetDistrict: 41_000,
    executedNational: 0,
    executedCity: 0,
    executedDistrict: 27_450,
    forecast: null,
    rateByHand: null,
    rateReason: '',
    setBy,
    setAt,
  })
}
