import { lastDayOf, standing } from '../../shared/clock.ts'
import { dueDate, nearDay, spokenDate } from '../../shared/dates.ts'
import { dayOf, daysBetween } from '../../shared/kst.ts'
import type { PetitionProps } from '../../shared/petition-pages.ts'
import type { Petition } from '../../shared/petitions.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Messages } from '../messages/index.ts'
import type { IconName } from '../ui/icons.ts'

export type Step = { when: 'past' | 'now' | 'next'; icon: IconName; title: string; text: string }

const icons: Record<string, IconName> = {
  submit: 'check',
  publish: 'check',
  ask: 'question',
  resubmit: 'check',
  lapse: 'barred',
  reject: 'barred',
  transfer: 'exit',
  merge: 'join',
  withdraw: 'returned',
  close: 'gate',
  establish: 'flag',
  hide: 'struckEye',
  show: 'eye',
  remove: 'struckEye',
  pass: 'people',
  extend: 'calendar',
  interim: 'bubble',
  answer: 'bubble',
}

type Told = { t: Messages; lang: Lang; department: string | null }

/** What happened to a petition, oldest first. */
export function pastSteps(petition: Petition, { t, lang }: Told): Step[] {
  const words = t.petitions
  if (petition.source) return stepsElsewhere(petition, words, lang)
  const since = (from: string | null, at: string) =>
    from === null ? 0 : Math.max(0, daysBetween(dayOf(new Date(from)), dayOf(new Date(at))))
  return petition.history.map(({ at, move, note }) => {
    const day = spokenDate(new Date(at), lang)
    const step = { when: 'past' as const, icon: icons[move] ?? ('check' as const) }
    const title = words.moves[move] ?? move
    if (move === 'submit')
      return { ...step, title, text: words.submitted(day, t.common.routes[petition.route]) }
    if (move === 'publish')
      return { ...step, title, text: words.published(day, since(petition.receivedAt, at)) }
    if (move === 'establish' && petition.establishment) {
      const text = words.reachedOn(day, since(petition.openedAt, at))
      return { ...step, title: words.reached(petition.establishment.threshold), text }
    }
    if (move === 'close')
      return { ...step, title, text: words.closedWith(dueDate(new Date(at), lang), petition.total) }
    if (move === 'answer' && petition.responseKind)
      return {
        ...step,
        title: words.answerNext(petition.responseKind === 'mayor'),
        text: withNote(day, note),
      }
    return { ...step, title, text: withNote(day, note) }
  })
}

/** What its source says happened there. */
function stepsElsewhere(petition: Petition, words: Messages['petitions'], lang: Lang): Step[] {
  const step = (icon: IconName, title: string, text: string): Step => ({ when: 'past', icon, title, text })
  const { openedAt, closesAt, response, total } = petition
  return [
    ...(openedAt ? [step('check', words.begunThere, spokenDate(new Date(openedAt), lang))] : []),
    ...(closesAt
      ? [step('gate', words.moves.close!, words.closedWith(dueDate(new Date(closesAt), lang), total))]
      : []),
    ...(response === 'answered' ? [step('bubble', words.answeredThere, petition.source?.name ?? '')] : []),
  ]
}

const withNote = (day: string, note: string | null) => (note ? `${day} · ${note}` : day)

/** What happens now and next, each with its date or its rule. */
export function comingSteps(
  { petition, collecting, departmentDueAt, now }: PetitionProps,
  total: number,
  { t, lang, department }: Told,
): Step[] {
  const words = t.petitions
  const { response, responseDueAt, threshold, days, closesAt, state, established } = petition
  const steps: Step[] = []
  if (collecting && closesAt) {
    const text = words.collectingUntil(dueDate(new Date(closesAt), lang), total)
    steps.push({ when: 'now', icon: 'part', title: words.collecting, text })
  } else if (state === 'open') {
    steps.push({ when: 'now', icon: 'gate', title: words.moves.close!, text: words.closing })
  }
  if (response === 'due' && responseDueAt) {
    const mayor = petition.responseKind === 'mayor'
    const day = dueDate(new Date(responseDueAt), lang)
    const { late, days: over } = standing(new Date(responseDueAt), new Date(now))
    const text = late ? words.answerLate(day, over) : words.answerNextText(day, department, mayor)
    steps.push({
      when: steps.length > 0 ? 'next' : 'now',
      icon: 'bubble',
      title: words.answerNext(mayor),
      text,
    })
  } else if (response === 'none' && established) {
    const text = words.ifReachedText(days?.mayor ?? 20)
    steps.push({ when: 'next', icon: 'bubble', title: words.answerNext(true), text })
  } else if (response === 'none' && state === 'open' && threshold && days && departmentDueAt) {
    const day = dueDate(new Date(departmentDueAt), lang)
    const ifNot = words.ifNotText(days.department, day, department)
    if (collecting)
      steps.push({
        when: 'next',
        icon: 'flag',
        title: words.ifReached(threshold),
        text: words.ifReachedText(days.mayor),
      })
    steps.push({ when: 'next', icon: 'bubble', title: words.ifNot(threshold), text: ifNot })
  }
  const promises = petition.answers.flatMap(({ commitments }) => commitments)
  const last = promises
    .map(({ dueAt }) => dueAt)
    .toSorted()
    .at(-1)
  if (response === 'answered' && last && now < last) {
    const text = words.promisesNextText(
      promises.length,
      nearDay(lastDayOf(new Date(last)), dayOf(new Date(now)), lang),
    )
    steps.push({ when: 'now', icon: 'dashed', title: words.promisesNext, text })
  }
  return steps
}
