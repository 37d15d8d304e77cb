import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { LiveYou } from '../../../shared/live.ts'
import type { Posted } from './outbox.ts'

type Vote = Extract<LiveCommandInput, { op: 'vote' }>

const underway = (posted: readonly Posted[]) =>
  posted.filter(({ problem }) => !problem).map(({ command }) => command)

/** What this person votes for, with votes that are still on their way. */
export function votedWith(you: LiveYou, posted: readonly Posted[]): ReadonlySet<number> {
  const voted = new Set(you.voted)
  for (const command of underway(posted)) {
    if (command.op !== 'vote') continue
    if (command.up) voted.add(command.question)
    else voted.delete(command.question)
  }
  return voted
}

/** What this person chose in each poll, with votes that are still on their way. */
export function chosenWith(you: LiveYou, posted: readonly Posted[]): ReadonlyMap<number, number[]> {
  const chosen = new Map(Object.entries(you.polls).map(([poll, choices]) => [Number(poll), choices]))
  for (const command of underway(posted))
    if (command.op === 'poll-vote') chosen.set(command.poll, command.choices)
  return chosen
}

/** Votes taken by the server: what the person now votes for. */
export function withVote(you: LiveYou, command: LiveCommandInput): LiveYou {
  if (command.op === 'vote') return { ...you, voted: votedAfter(you.voted, command) }
  if (command.op === 'poll-vote')
    return { ...you, polls: { ...you.polls, [String(command.poll)]: command.choices } }
  return you
}

const votedAfter = (voted: number[], { question, up }: Vote) =>
  up ? [...new Set([...voted, question])] : voted.filter((id) => id !== question)
