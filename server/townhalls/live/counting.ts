import type { LiveCommand } from '../../../shared/live.commands.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Sql } from '../../platform/db/database.ts'
import { createGather } from '../../platform/db/gather.ts'
import { isTold, refusalOf } from './live.rules.ts'
import type { LiveActor } from './scene.ts'
import { type AskedChoice, type AskedVote, writeChoices, writeVotes } from './votes.queries.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>
const [mostWaiting, mostInOneWrite] = [10_000, 1_000]

/** Votes and choices of a process: what comes while one statement is in flight goes with the next. */
export function openCounting({ sql }: { sql: Sql }) {
  const votes = createGather({
    limit: mostWaiting,
    batch: mostInOneWrite,
    write: async (asked: AskedVote[]) => {
      const judged = await writeVotes(
        sql,
        lastOfEach(asked, (vote) => vote.questionId),
      )
      return asked.map(({ questionId }) => judged.get(questionId))
    },
  })
  const choices = createGather({
    limit: mostWaiting,
    batch: mostInOneWrite,
    write: async (asked: AskedChoice[]) => {
      const judged = await writeChoices(
        sql,
        lastOfEach(asked, (choice) => choice.pollId),
      )
      return asked.map(({ pollId }) => judged.get(pollId))
    },
  })

  return {
    /** @throws Refusal `not-found` for what the public does not see, `question-gone`, and as the room's phase says */
    async vote(townHallId: number, who: LiveActor, { question: questionId, up }: Of<'vote'>, at: Date) {
      const judged = await votes.add({ townHallId, questionId, personId: who.personId!, up, at })
      if (!judged || !isTold(judged.state) || judged.rehearsal) throw new Refusal('not-found')
      const code = refusalOf('vote', who.role, judged.phase)
      if (code) throw new Refusal(code)
      if (!['published', 'queued'].includes(judged.state)) throw new Refusal('question-gone')
    },

    /** @throws Refusal `not-found`, `poll-closed`, `poll-choice-unknown`, and as the room's phase says */
    async choose(
      townHallId: number,
      who: LiveActor,
      { poll: pollId, choices: chosen }: Of<'poll-vote'>,
      at: Date,
    ) {
      const bits = chosen.reduce((all, choice) => all | (1 << choice), 0)
      const judged = await choices.add({ townHallId, pollId, personId: who.personId!, choices: bits, at })
      if (!judged || judged.state === 'draft' || judged.rehearsal) throw new Refusal('not-found')
      const code = refusalOf('poll-vote', who.role, judged.phase)
      if (code) throw new Refusal(code)
      if (judged.state !== 'open') throw new Refusal('poll-closed')
      if (bits >= 1 << judged.choices || (!judged.several && (bits & (bits - 1)) !== 0))
        throw new Refusal('poll-choice-unknown')
    },

    waiting: () => votes.size() + choices.size(),
    drain: async () => {
      await votes.drain()
      await choices.drain()
    },
  }
}

/** What someone asked last about each thing; a statement cannot touch one row twice. */
function lastOfEach<T extends { personId: number }>(asked: T[], thing: (one: T) => number): T[] {
  return [...new Map(asked.map((one) => [`${thing(one)} ${one.personId}`, one])).values()]
}
