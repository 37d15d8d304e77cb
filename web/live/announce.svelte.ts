import { untrack } from 'svelte'
import type { Room } from '../lib/live/room.svelte.ts'
import type { Messages } from '../messages/index.ts'

type Seen = { stage: number | null; polls: Set<number>; own: Map<number, string>; away: boolean }

/** Tells who does not see the screen what changes: the stage, a poll that opens, one's own questions, the line. */
export function announce(room: Room, words: () => Messages['live']) {
  let before: Seen | null = null
  $effect(() => {
    const open = [...room.state.polls.values()].filter((poll) => poll.state === 'open')
    const own = [...room.state.own.values()]
    const { stage, line } = room
    // What stood there when the line first opened is read on the page, not told.
    if (line === 'connecting') return
    untrack(() => {
      const say = (kind: string, sentence: string) => room.announcer.say(kind, sentence)
      if (before && stage && stage.id !== before.stage) say('stage', words().toldStage(stage.text))
      for (const poll of before ? open : [])
        if (!before?.polls.has(poll.id)) say('poll', words().toldPoll(poll.title))
      for (const { id, state } of own)
        if (before?.own.has(id) && before.own.get(id) !== state)
          say('own', words().toldOwn(words().mineStates[state]))
      const away = line === 'away'
      if (away && !before?.away) say('line', words().toldLine.away)
      if (room.connected && before?.away) say('line', words().toldLine.back)
      before = {
        stage: stage?.id ?? null,
        polls: new Set(open.map(({ id }) => id)),
        own: new Map(own.map(({ id, state }) => [id, state])),
        away: away || (!room.connected && Boolean(before?.away)),
      }
    })
  })
}
