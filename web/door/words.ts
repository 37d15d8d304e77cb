import { dateTime, spokenDate, timeOf } from '../../shared/dates.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Messages } from '../messages/index.ts'
import type { Verdict } from './judge.ts'

/** A verdict in words: what happened, to whom, and what to do. */
export function saying(verdict: Verdict, t: Messages, lang: Lang) {
  const words = t.door
  const { outcome, kind, member, since, door, elsewhere } = verdict
  const title = words.outcomes[outcome === 'accepted' && kind === 'exit' ? 'accepted-exit' : outcome]
  const party =
    member && member.people > 1 && verdict.look !== 'stop' ? words.ofParty(member.people, member.inside) : ''
  const time = since && timeOf(new Date(since))
  const details = [
    time ? (door ? words.sinceAt(time, door) : words.since(time)) : '',
    elsewhere ? words.ticketFor(dateTime(new Date(elsewhere.startsAt), lang), elsewhere.place) : '',
    member?.needs.map((need) => words.needs[need]).join(', ') ?? '',
    words.advice[outcome],
  ].filter((line) => line !== '')
  return { title, party, name: member?.name ?? '', details }
}

export const dayWords = (at: string, lang: Lang) => spokenDate(new Date(at), lang)
