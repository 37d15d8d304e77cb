import { lastDayOf } from '../../shared/clock.ts'
import { longDate, longDay } from '../../shared/dates.ts'
import type { FollowUpProps } from '../../shared/follow-ups.ts'
import { isSettled } from '../../shared/follow-up-states.ts'
import { tagOf } from '../lib/promises.ts'
import type { Site } from '../lib/site.ts'
import type { IconName } from '../ui/icons.ts'
import { tagLooks } from '../ui/states.ts'

type Step = { when: 'past' | 'now' | 'next'; icon: IconName; title: string; text: string }
type Said = Pick<Site, 't' | 'lang' | 'name'>

const icons: Partial<Record<FollowUpProps['history'][number]['act'], IconName>> = {
  open: 'flag',
  pass: 'exit',
  extend: 'calendar',
  merge: 'join',
  undo: 'returned',
  note: 'bubble',
}

/** What happened with a promise, and by when what comes next. */
export function stepsOf({ card, history }: FollowUpProps, { t, lang, name }: Said): Step[] {
  const words = t.ledger
  const past = history.map((move): Step => {
    const titles = {
      open: words.acts.open,
      pass: words.acts.pass(move.toDepartment ? name(move.toDepartment) : ''),
      extend: words.acts.extend(move.toDueAt ? longDay(lastDayOf(new Date(move.toDueAt)), lang) : ''),
      merge: words.acts.merge,
      undo: words.acts.undo,
      note: words.acts.note,
    }
    const tag = move.toState ? tagOf[move.toState] : 'doing'
    const moved = move.act === 'move'
    return {
      when: 'past',
      icon: moved ? tagLooks[tag].icon : (icons[move.act] ?? 'check'),
      title: moved ? t.common.states[tag] : (titles[move.act as keyof typeof titles] ?? ''),
      text: [longDate(new Date(move.at), lang), move.note].filter((part) => part !== '').join(' · '),
    }
  })
  if (isSettled(card.state)) return past
  const due = longDay(lastDayOf(new Date(card.dueAt)), lang)
  const next: Step = {
    when: 'next',
    icon: 'done',
    title: t.common.states.kept,
    text: words.nextDue(due, name(card.department)),
  }
  return [...past, next]
}
