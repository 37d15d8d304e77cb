import { describe, expect, test } from 'vitest'
import {
  commandRules,
  type LiveRole,
  mustKeepPace,
  questionRefusalOf,
  refusalOf,
} from '../../../../server/townhalls/live/live.rules.ts'
import { attendeeOps, hostOps, type LiveOp } from '../../../../shared/live.commands.ts'
import { roomPhases } from '../../../../shared/live-states.ts'
import { questionStates } from '../../../../shared/town-hall-states.ts'

/** The table once more, by hand: `w`aiting, `r`ehearsal, `o`pen, `p`aused, `e`nded. */
const attendees: Record<string, string> = {
  ask: 'o',
  edit: 'op',
  withdraw: 'wrope',
  vote: 'wo',
  'poll-vote': 'o',
  react: 'o',
}
const hosts: Record<string, string> = {
  publish: 'wrope',
  hold: 'wrope',
  merge: 'wrop',
  queue: 'wrop',
  unqueue: 'wrop',
  order: 'wrop',
  stage: 'rop',
  unstage: 'rop',
  answered: 'rop',
  later: 'rop',
  reply: 'wrope',
  label: 'wrope',
  translate: 'wrope',
  'proxy-ask': 'rop',
  'poll-add': 'wrop',
  'poll-open': 'ro',
  'poll-close': 'rop',
  caption: 'op',
  show: 'wrop',
  rules: 'wrop',
  rehearse: 'w',
  open: 'wr',
  pause: 'o',
  resume: 'p',
  close: 'rop',
}
/** In which states of a question each command may touch it; the others name no question. */
const states: Record<string, string> = {
  edit: 'received published',
  withdraw: 'received held published',
  vote: 'published queued',
  publish: 'received held',
  hold: 'received published queued to-answer',
  merge: 'received held published queued',
  queue: 'published answered to-answer',
  unqueue: 'queued',
  stage: 'published queued answered to-answer',
  answered: 'published queued on-stage to-answer',
  later: 'published queued on-stage answered',
  reply: 'published queued on-stage answered to-answer',
  label: 'received held published queued on-stage answered to-answer',
  translate: 'received held published queued on-stage answered to-answer',
}
const roles: LiveRole[] = ['public', 'guest', 'registered', 'host', 'screen']
const ops = [...attendeeOps, ...hostOps]

describe('every command × role × phase', () => {
  test('the table knows every command, and no other', () => {
    expect(Object.keys(commandRules).toSorted()).toEqual(ops.toSorted())
    expect(Object.keys({ ...attendees, ...hosts }).toSorted()).toEqual(ops.toSorted())
  })

  test.each(ops)('%s', (op: LiveOp) => {
    const mine = op in attendees ? ['guest', 'registered'] : ['host']
    const phases = attendees[op] ?? hosts[op]!
    const wrong: string[] = []
    for (const role of roles)
      for (const phase of roomPhases) {
        const refused = refusalOf(op, role, phase)
        const allowed = mine.includes(role) && phases.includes(phase[0]!)
        if (allowed !== (refused === null)) wrong.push(`${role} while ${phase}: ${refused ?? 'allowed'}`)
        if (!mine.includes(role)) {
          const code = role === 'public' ? 'sign-in-required' : 'not-allowed'
          if (refused !== code) wrong.push(`${role} while ${phase} reads ${refused}, not ${code}`)
        }
      }
    expect(wrong).toEqual([])
  })
})

describe('every command × state of a question', () => {
  const mine = { personId: 1, rehearsal: false }
  const me = { phase: 'open', personId: 1 } as const

  test.each(Object.keys(states))('%s', (name) => {
    const op = name as LiveOp
    const allowed = questionStates.filter((state) => questionRefusalOf(op, { ...mine, state }, me) === null)
    expect(allowed.toSorted()).toEqual(states[op]!.split(' ').toSorted())
    for (const state of questionStates) {
      const code = questionRefusalOf(op, { ...mine, state }, me)
      if (code) expect(code).toBe('question-decided')
    }
  })

  test('only its asker edits a question or takes it back', () => {
    const others = (['edit', 'withdraw'] as const).map((op) =>
      questionRefusalOf(op, { ...mine, state: 'received' }, { phase: 'open', personId: 2 }),
    )
    expect(others).toEqual(['not-yours', 'not-yours'])
    const nobodys = { personId: null, rehearsal: false, state: 'received' } as const
    expect(questionRefusalOf('withdraw', nobodys, me)).toBe('not-yours')
  })

  test('a rehearsal touches only what was made in it, and nothing else touches that', () => {
    const rehearsed = { ...mine, rehearsal: true, state: 'published' } as const
    const real = { ...mine, state: 'published' } as const
    expect(questionRefusalOf('stage', real, { ...me, phase: 'rehearsal' })).toBe('room-rehearsing')
    expect(questionRefusalOf('stage', rehearsed, { ...me, phase: 'rehearsal' })).toBeNull()
    expect(questionRefusalOf('stage', rehearsed, me)).toBe('room-rehearsing')
  })
})

describe('the pace of asking', () => {
  const now = new Date('2026-11-25T05:00:00Z')
  const before = (...seconds: number[]) => seconds.map((s) => new Date(now.getTime() - s * 1000))

  test('is fifteen seconds where the room sets none, and what it sets otherwise', () => {
    expect(() => mustKeepPace(before(14), 0, now)).toThrow('room-slow-mode')
    expect(() => mustKeepPace(before(15, 400), 0, now)).not.toThrow()
    expect(() => mustKeepPace(before(59), 60, now)).toThrow('room-slow-mode')
    expect(() => mustKeepPace([], 600, now)).not.toThrow()
  })

  test('ends after ten questions of one person', () => {
    const nine = before(...Array.from({ length: 9 }, (_, at) => 100 + at))
    expect(() => mustKeepPace(nine, 0, now)).not.toThrow()
    expect(() => mustKeepPace([...nine, ...before(60)], 0, now)).toThrow('room-questions-enough')
  })
})
