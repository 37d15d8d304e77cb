import { describe, expect, test } from 'vitest'
import type { LiveQuestion } from '../../../shared/live.ts'
import { chosenWith, votedWith, withVote } from '../../../web/lib/live/mine.ts'
import { heldOrder, movedTo, wantedOrder } from '../../../web/lib/live/order.ts'
import { fromSnapshot, onStage, queued, withLatest, withMessage } from '../../../web/lib/live/state.ts'
import { snapshotAt } from './room-server.ts'

const question = (id: number, more: Partial<LiveQuestion> = {}): LiveQuestion => ({
  id,
  text: `질문 ${id}`,
  lang: 'ko',
  state: 'published',
  shownName: null,
  dong: null,
  votes: { registered: 0, guests: 0 },
  merged: 0,
  labels: [],
  translations: {},
  reply: null,
  beforehand: false,
  proxy: false,
  at: `2026-12-10T10:0${id}:00Z`,
  stagedAt: null,
  answeredAt: null,
  followUp: null,
  ...more,
})
const withVotes = (id: number, registered: number, guests = 0) =>
  question(id, { votes: { registered, guests } })

describe('the order of questions', () => {
  const questions = [
    withVotes(1, 3),
    withVotes(2, 5, 1),
    withVotes(3, 5),
    question(4, { state: 'answered', answeredAt: '2026-12-10T10:30:00Z' }),
    question(5, { state: 'to-answer', answeredAt: null }),
    question(6, { state: 'on-stage' }),
  ]
  test('by votes of everyone, by time, and what was answered apart; the stage is in no list', () => {
    expect(wantedOrder(questions, 'most')).toEqual([2, 3, 1])
    expect(wantedOrder(questions, 'new')).toEqual([3, 2, 1])
    expect(wantedOrder(questions, 'answered')).toEqual([4, 5])
  })

  test('a list being read keeps its places: new ones wait, gone ones leave', () => {
    expect(heldOrder([2, 3, 1], [9, 3, 2, 1])).toEqual({ ids: [2, 3, 1], fresh: 1, moved: true })
    expect(heldOrder([2, 3, 1], [2, 1])).toEqual({ ids: [2, 1], fresh: 0, moved: false })
    expect(heldOrder([], [])).toEqual({ ids: [], fresh: 0, moved: false })
  })

  test('another order far below the top is no reason to say so', () => {
    const opened = Array.from({ length: 30 }, (_, at) => at)
    const swapped = opened.with(20, 21).with(21, 20)
    expect(heldOrder(opened, swapped).moved).toBe(false)
    expect(heldOrder(opened, opened.with(0, 1).with(1, 0)).moved).toBe(true)
  })

  test('a queued question moves to its place and never out of the list', () => {
    expect(movedTo([1, 2, 3], 3, 0)).toEqual([3, 1, 2])
    expect(movedTo([1, 2, 3], 1, 9)).toEqual([2, 3, 1])
    expect(movedTo([1, 2, 3], 2, -1)).toEqual([2, 1, 3])
  })

  test('the queue stands as the host ordered it, what is not ordered yet last', () => {
    const rows = [1, 2, 3].map((id) => question(id, { state: 'queued' }))
    expect(queued([...rows, question(4)], [3, 1]).map(({ id }) => id)).toEqual([3, 1, 2])
  })
})

describe('the room after what was told', () => {
  const room = fromSnapshot({
    ...snapshotAt(5),
    questions: [question(1), question(2)],
    polls: [
      {
        id: 1,
        title: '무엇부터?',
        choices: ['가', '나'],
        several: false,
        hidden: true,
        state: 'open',
        counts: null,
        voters: 0,
        openedAt: null,
      },
    ],
  })

  test('one message tells its asker both: the own question, and its place among the public ones', () => {
    const own = {
      ...question(7),
      commandId: 'c',
      heldReason: null,
      heldNote: '',
      mergedInto: null,
      editableUntil: null,
    }
    const shown = withMessage(room, { k: 'own-question', question: own })
    expect([shown.own.has(7), shown.questions.get(7)?.state]).toEqual([true, 'published'])
    const held = withMessage(shown, { k: 'own-question', question: { ...own, state: 'held' } })
    expect([held.own.get(7)?.state, held.questions.has(7)]).toEqual(['held', false])
  })

  test('a question comes whole, twice is once, and leaves when it is gone', () => {
    const message = { k: 'question', question: question(3, { state: 'on-stage' }) } as const
    const once = withMessage(room, message)
    const twice = withMessage(once, message)
    expect(twice.questions.size).toBe(3)
    expect(onStage(twice)?.id).toBe(3)
    const left = withMessage(twice, { k: 'question-gone', id: 3, mergedInto: 1 })
    expect(onStage(left)).toBeNull()
    expect(room.questions.size).toBe(2)
  })

  test('votes change in place; of questions unknown here nothing is made', () => {
    const told = withLatest(room, {
      k: 'votes',
      v: { 1: { registered: 4, guests: 2 }, 99: { registered: 1, guests: 0 } },
    })
    expect(told.questions.get(1)!.votes).toEqual({ registered: 4, guests: 2 })
    expect(told.questions.get(2)).toBe(room.questions.get(2))
    expect(told.questions.has(99)).toBe(false)
  })

  test('a poll whose results are hidden tells how many voted, and nothing more', () => {
    const told = withLatest(room, { k: 'polls', v: { 1: { counts: null, voters: 12 } } })
    expect(told.polls.get(1)).toMatchObject({ counts: null, voters: 12 })
  })

  test('a caption without words is none', () => {
    const at = '2026-12-10T10:30:00Z'
    const said = withLatest(room, { k: 'caption', v: { text: '안녕하십니까.', at } })
    expect(said.caption?.text).toBe('안녕하십니까.')
    expect(withLatest(said, { k: 'caption', v: { text: '', at } }).caption).toBeNull()
  })
})

describe('what a person chose, with what is on its way', () => {
  const you = { ...snapshotAt(5).you, voted: [1], polls: { 4: [0] } }
  const posted = (command: object, refused = false) => ({
    command: command as never,
    at: 0,
    notBefore: 0,
    delay: null,
    problem: refused ? { type: '', title: '', status: 409, code: 'x', detail: '' } : null,
  })
  test('votes count from the moment they are pressed, and no longer once they are refused', () => {
    const up = { op: 'vote', id: 'a', question: 2, up: true }
    const down = { op: 'vote', id: 'b', question: 1, up: false }
    expect([...votedWith(you, [posted(up), posted(down)])]).toEqual([2])
    expect([...votedWith(you, [posted(up, true)])]).toEqual([1])
    expect(withVote(you, { op: 'vote', id: 'a', question: 2, up: true }).voted).toEqual([1, 2])
    expect(withVote(you, { op: 'vote', id: 'a', question: 1, up: false }).voted).toEqual([])
  })
  test('choices in polls likewise', () => {
    expect(chosenWith(you, [posted({ op: 'poll-vote', id: 'a', poll: 4, choices: [1] })]).get(4)).toEqual([1])
    expect(chosenWith(you, []).get(4)).toEqual([0])
    expect(withVote(you, { op: 'poll-vote', id: 'a', poll: 5, choices: [0, 2] }).polls).toEqual({
      4: [0],
      5: [0, 2],
    })
  })
})
