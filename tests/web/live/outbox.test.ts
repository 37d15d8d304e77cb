import { describe, expect, test } from 'vitest'
import type { LiveAck } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import { keepIn, nameOf } from '../../../web/lib/live/keeping.ts'
import { Outbox, patience } from '../../../web/lib/live/outbox.ts'

/** A browser's storage, in memory. */
function storage() {
  const rows = new Map<string, string>()
  return {
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, value: string) => void rows.set(name, value),
    removeItem: (name: string) => void rows.delete(name),
    rows,
  }
}
const ask = (id: string, text = '가로등은 언제 고치나요?'): LiveCommandInput => ({
  op: 'ask',
  id,
  text,
  lang: 'ko',
})
const vote = (id: string, question: number, up: boolean): LiveCommandInput => ({
  op: 'vote',
  id,
  question,
  up,
})
const ack = (id: string, more: Partial<LiveAck> = {}): LiveAck => ({
  id,
  ok: true,
  target: 1,
  problem: null,
  temporary: false,
  ...more,
})
const problem = {
  type: '',
  title: '',
  status: 409,
  code: 'questions-enough',
  detail: '한 분이 열 개까지 물을 수 있습니다.',
}
const ids = (outbox: Outbox) => outbox.posted.map(({ command }) => command.id)

describe('commands on their way', () => {
  test('go one after the other, and each leaves when it is taken', () => {
    const outbox = new Outbox()
    outbox.post(ask('a'), 0)
    outbox.post(ask('b'), 0)
    expect(outbox.next(0)?.id).toBe('a')
    expect(outbox.next(1)).toBeNull()
    outbox.settle(ack('a'), 2)
    expect(outbox.next(2)?.id).toBe('b')
    outbox.settle(ack('b'), 3)
    expect(outbox.posted).toEqual([])
  })

  test('are sent again under the same id when the line was lost, or no answer came', () => {
    const outbox = new Outbox()
    outbox.post(ask('a'), 0)
    outbox.next(0)
    outbox.lineLost()
    expect(outbox.next(1)?.id).toBe('a')
    expect(outbox.next(2)).toBeNull()
    expect(outbox.next(1 + patience.forAckMs)?.id).toBe('a')
  })

  test('stay in the browser by room and person until the server has answered', () => {
    const shelf = storage()
    const keeping = keepIn(() => shelf)
    const open = (who: string, hall = 7) =>
      new Outbox({ keeping: { keeping, name: nameOf('outbox', hall, who) } })
    open('kim').post(ask('a'), 0)
    expect(ids(open('kim'))).toEqual(['a'])
    expect(ids(open('lee'))).toEqual([])
    expect(ids(open('kim', 8))).toEqual([])
    const again = open('kim')
    expect(again.next(5)?.id).toBe('a')
    again.settle(ack('a'), 6)
    expect(ids(open('kim'))).toEqual([])
    expect(shelf.rows.size).toBe(0)
  })

  test('work in a browser that keeps nothing, and where something else was kept', () => {
    const none = keepIn(() => {
      throw new Error('storage is off')
    })
    const outbox = new Outbox({ keeping: { keeping: none, name: 'x' } })
    outbox.post(ask('a'), 0)
    expect(outbox.next(0)?.id).toBe('a')
    const shelf = storage()
    shelf.setItem('x', '[{"nothing":1},7]')
    expect(new Outbox({ keeping: { keeping: keepIn(() => shelf), name: 'x' } }).posted).toEqual([])
    shelf.setItem('x', '{broken')
    expect(new Outbox({ keeping: { keeping: keepIn(() => shelf), name: 'x' } }).posted).toEqual([])
  })

  test('a refusal keeps the text with its reason, and stops nothing behind it', () => {
    const outbox = new Outbox()
    outbox.post(ask('a'), 0)
    outbox.post(ask('b'), 0)
    outbox.next(0)
    outbox.settle(ack('a', { ok: false, problem }), 1)
    expect(outbox.posted[0]).toMatchObject({ command: { id: 'a' }, problem: { code: 'questions-enough' } })
    expect(outbox.next(1)?.id).toBe('b')
    outbox.settle(ack('b'), 2)
    expect(outbox.next(60_000)).toBeNull()
    outbox.drop('a')
    expect(outbox.posted).toEqual([])
  })

  test('a refusal for now waits its turn while others go on', () => {
    const outbox = new Outbox()
    outbox.post(ask('a'), 0)
    outbox.post(vote('v', 3, true), 0)
    outbox.next(0)
    outbox.settle(ack('a', { ok: false, problem, temporary: true }), 10)
    expect(outbox.posted[0]).toMatchObject({ problem: null, delay: problem })
    expect(outbox.next(11)?.id).toBe('v')
    outbox.settle(ack('v'), 12)
    expect(outbox.next(13)).toBeNull()
    expect(outbox.next(10 + patience.afterRefusalMs)?.id).toBe('a')
  })

  test('a vote changed twice while offline is one vote; one that is on its way is not taken back', () => {
    const outbox = new Outbox()
    outbox.post(vote('v1', 3, true), 0)
    outbox.post(vote('v2', 3, false), 0)
    outbox.post(vote('v3', 4, true), 0)
    expect(ids(outbox)).toEqual(['v2', 'v3'])
    expect(outbox.next(0)?.id).toBe('v2')
    outbox.post(vote('v4', 3, true), 0)
    expect(ids(outbox)).toEqual(['v2', 'v3', 'v4'])
  })

  test('an answer to a command of another page is passed over', () => {
    expect(new Outbox().settle(ack('other'), 0)).toBeNull()
  })
})
