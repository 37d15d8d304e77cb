import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from '../../shared/forms.ts'
import { PetitionFiling, PetitionNumber } from '../../shared/petitions.ts'
import { lineText, longText } from '../../shared/wire.ts'

describe('what a person wrote', () => {
  test.each([
    ['line ends of Windows', '첫 줄\r\n둘째 줄', '첫 줄\n둘째 줄'],
    ['line ends of old Macs', '첫 줄\r둘째 줄', '첫 줄\n둘째 줄'],
    ['blank lines inside', '첫\n\n\n줄', '첫\n\n\n줄'],
    ['blanks around it', '  글 \n', '글'],
    ['letters taken apart', '가각'.normalize('NFD'), '가각'],
    ['compatibility letters', 'ㄱㄴㄷ ㎡ ①', 'ㄱㄴㄷ ㎡ ①'],
    [
      'quotes and HTML',
      `<script>alert("x")</script> & '따옴표' “둥근”`,
      `<script>alert("x")</script> & '따옴표' “둥근”`,
    ],
    ['emoji made of several', '👩‍👩‍👧‍👦 🇰🇷 ❤️', '👩‍👩‍👧‍👦 🇰🇷 ❤️'],
    ['zero-width and direction marks', 'a\u200bb\u202ec\ufeffd', 'a\u200bb\u202ec\ufeffd'],
    ['old Hangul and rare Hanja', 'ᄒᆞᆫ글 𠮷', 'ᄒᆞᆫ글 𠮷'],
    ['tabs', '표\t칸', '표\t칸'],
    ['C1 controls from broken old texts', 'a\u0085b', 'a\u0085b'],
  ])('keeps %s', (_name, typed, kept) => {
    expect(longText(100).parse(typed)).toBe(kept)
  })

  test.each([
    ['NUL', 'a\u0000b'],
    ['an escape', 'a\u001bb'],
    ['half a surrogate pair', 'a\ud800b'],
    ['the other half', 'a\udc00b'],
    ['DEL', 'a\u007fb'],
  ])('refuses %s', (_name, typed) => {
    const parsed = longText(100).safeParse(typed)
    expect(parsed.error?.issues[0]?.message).toBe('unreadable')
  })

  test('is counted after it was put together, not as it came', () => {
    const apart = '각'.normalize('NFD').repeat(100)
    expect(longText(100).parse(apart)).toHaveLength(100)
    expect(longText(100).safeParse('각'.repeat(101)).success).toBe(false)
    expect(longText(100).safeParse(' '.repeat(300) + '각'.repeat(100)).success).toBe(true)
  })

  test('that is only blanks counts as nothing', () => {
    expect(longText(100, 1).safeParse(' \n\t ').success).toBe(false)
  })

  test('stays on one line where one line is asked for', () => {
    expect(lineText(100).safeParse('두\n줄').success).toBe(false)
    expect(lineText(100).safeParse('두\r줄').success).toBe(false)
    expect(lineText(100).parse('한 줄\n')).toBe('한 줄')
  })

  test.each([null, 5, {}, [], ['글'], true, undefined])('%o is no text', (value) => {
    expect(longText(100, 1).safeParse(value).success).toBe(false)
  })
})

test.each(['2026-0001', '2026-123456'])('%s is a number of a petition', (number) => {
  expect(PetitionNumber.safeParse(number).success).toBe(true)
})
test.each([
  '2026-1',
  '26-0001',
  '2026-0001 ',
  '2026-0001\n',
  '２０２６-0001',
  '../2026-0001',
  '2026-1234567',
  '',
])('%o is none', (number) => {
  expect(PetitionNumber.safeParse(number).success).toBe(false)
})

describe('the sentences of a form', () => {
  const problemsOf = (schema: z.ZodType, value: unknown, lang = 'ko') => {
    const parsed = schema.safeParse(value, { reportInput: true })
    return parsed.success ? [] : fieldProblems(parsed.error, lang)
  }

  test('name every missing field of a petition, each once, in words of its own', () => {
    const problems = problemsOf(PetitionFiling, { title: '', category: '', problem: ' ', proposal: '' })
    expect(problems.map(({ field }) => field).toSorted()).toEqual([
      'category',
      'displayName',
      'problem',
      'proposal',
      'title',
    ])
    expect(problems.find(({ field }) => field === 'proposal')!.message).toBe(
      '바라는 것을 한 가지 이상 써 주세요.',
    )
    expect(new Set(problems.map(({ message }) => message)).size).toBe(problems.length)
  })

  test.each([
    ['ko', /[가-힣]/],
    ['en', /^[^가-힣]+$/],
    ['zh', /^[^가-힣]+$/],
  ])('stand in the language %s', (lang, expected) => {
    for (const { message } of problemsOf(PetitionFiling, {}, lang)) expect(message).toMatch(expected)
  })

  test('say how long a text may be', () => {
    expect(problemsOf(z.object({ title: lineText(100) }), { title: '가'.repeat(101) })).toEqual([
      { field: 'title', message: '100자까지 쓸 수 있습니다.' },
    ])
  })
})
