import { describe, expect, test } from 'vitest'
import {
  advanceAnswer,
  type AnswerStep,
  type Draft,
  mustApprove,
  mustBeAllowedVideo,
  mustBeApproved,
  mustBeWhole,
  mustHold,
} from '../../../server/petitions/answers/answers.rules.ts'
import { type AnswerState, answerStates } from '../../../shared/states.ts'

const steps: AnswerStep[] = ['submit', 'approve', 'return', 'publish', 'edit']
const allowed: Partial<Record<`${AnswerState} ${AnswerStep}`, AnswerState>> = {
  'draft edit': 'draft',
  'draft submit': 'submitted',
  'submitted edit': 'draft',
  'submitted approve': 'approved',
  'submitted return': 'draft',
  'approved edit': 'draft',
  'approved return': 'draft',
  'approved publish': 'published',
}

const draft: Draft = {
  state: 'submitted',
  kind: 'department',
  interim: false,
  version: 3,
  title: '이렇게 하겠습니다',
  body: '현장을 살폈습니다.',
  videoFile: null,
  videoLink: null,
  captionsFile: null,
  transcript: '',
  departmentId: 7,
  draftedBy: 1,
  writtenBy: [1],
  approvedBy: null,
  approvedVersion: null,
}
const officer = (
  role: 'communication' | 'department' | 'mayor' | 'administrator',
  departmentId: number | null = null,
) => ({
  officerId: 2,
  role,
  departmentId,
})

describe('the steps of an answer', () => {
  test.each(answerStates.flatMap((state) => steps.map((step) => [state, step] as const)))(
    '%s, %s',
    (state, step) => {
      const next = allowed[`${state} ${step}`]
      if (next) expect(advanceAnswer({ state }, step)).toBe(next)
      else expect(() => advanceAnswer({ state }, step)).toThrow('not-allowed-now')
    },
  )
})

describe('who writes an answer', () => {
  test('a department its own cases, the team and the mayor’s office any', () => {
    expect(() => mustHold(officer('department', 7), 7)).not.toThrow()
    expect(() => mustHold(officer('communication'), null)).not.toThrow()
    expect(() => mustHold(officer('mayor'), 7)).not.toThrow()
  })

  test.each([
    ['a department another one’s case', officer('department', 7), 8],
    ['a department a case that is nobody’s', officer('department', 7), null],
    ['an officer of no department a case that is nobody’s', officer('department', null), null],
    ['an administrator', officer('administrator'), 7],
  ] as const)('not %s', (_who, person, holder) => {
    expect(() => mustHold(person, holder)).toThrow('not-allowed')
  })
})

describe('who approves', () => {
  test('another person than the drafter, for the version that was read', () => {
    expect(() => mustApprove(officer('communication'), draft, 3)).not.toThrow()
    expect(() => mustApprove({ ...officer('communication'), officerId: 1 }, draft, 3)).toThrow(
      'same-person-approves',
    )
    expect(() => mustApprove(officer('communication'), draft, 2)).toThrow('changed-meanwhile')
    expect(() => mustApprove(officer('administrator'), draft, 3)).toThrow('not-allowed')
    expect(() => mustApprove(officer('department', 8), draft, 3)).toThrow('not-allowed')
  })

  test('an approval is for one version: what changed after it is not published', () => {
    expect(() => mustBeApproved({ ...draft, state: 'approved', approvedVersion: 3 })).not.toThrow()
    expect(() => mustBeApproved({ ...draft, state: 'approved', approvedVersion: 2 })).toThrow(
      'approval-outdated',
    )
    expect(() => mustBeApproved(draft)).toThrow('not-allowed-now')
  })
})

describe('a whole answer', () => {
  test.each([
    ['no title', { title: ' ' }, 'not-valid'],
    ['no text', { body: '\n' }, 'not-valid'],
    ['the mayor’s without a video', { kind: 'mayor', transcript: '원고' }, 'video-required'],
    ['a video that deaf people cannot follow', { videoFile: 'a' }, 'captions-required'],
    [
      'a linked video without captions or transcript',
      { kind: 'mayor', videoLink: 'https://youtu.be/a' },
      'captions-required',
    ],
    ['a transcript of blanks', { kind: 'mayor', videoFile: 'a', transcript: ' \n' }, 'captions-required'],
  ] as const)('is not one with %s', (_name, change, refusal) => {
    expect(() => mustBeWhole({ ...draft, ...change })).toThrow(refusal)
  })

  test.each([
    ['a department’s text', {}],
    ['the mayor’s video with captions', { kind: 'mayor', videoFile: 'a', captionsFile: 'b' }],
    [
      'the mayor’s video with a transcript',
      { kind: 'mayor', videoLink: 'https://youtu.be/a', transcript: '원고' },
    ],
    ['an interim answer of the mayor in text alone', { kind: 'mayor', interim: true }],
  ] as const)('is %s', (_name, change) => {
    expect(() => mustBeWhole({ ...draft, ...change })).not.toThrow()
  })
})

describe('the address of a video', () => {
  const hosts = ['www.youtube.com', 'youtu.be']
  test.each(['https://www.youtube.com/watch?v=abc', 'https://youtu.be/abc'])('%s is allowed', (link) => {
    expect(() => mustBeAllowedVideo(link, hosts)).not.toThrow()
  })
  test.each([
    'http://www.youtube.com/watch?v=abc',
    'https://www.youtube.com.evil.example/watch',
    'https://evil.example/www.youtube.com',
    'https://www.youtube.com@evil.example/',
    'https://user@www.youtube.com/',
    'https://www.youtube.com:8443/watch',
    'javascript:alert(1)',
    'data:text/html,x',
    '//www.youtube.com/watch',
    'www.youtube.com/watch',
    '',
    ' ',
  ])('%o is not', (link) => {
    expect(() => mustBeAllowedVideo(link, hosts)).toThrow('video-host')
  })
})
