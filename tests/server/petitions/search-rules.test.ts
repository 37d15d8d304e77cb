import { describe, expect, test } from 'vitest'
import { marksIn, passageOf } from '../../../server/petitions/reading/found.rules.ts'
import { beginningsOf, otherKeyboard } from '../../../server/petitions/reading/keyboard.rules.ts'
import { bare, stemOf } from '../../../server/petitions/reading/korean.rules.ts'
import { fold, gramsOf, initialsOf } from '../../../server/petitions/reading/letters.rules.ts'
import { readingsOf } from '../../../server/petitions/reading/search.rules.ts'
import { openTestDatabase } from './fixtures.ts'

const words = (q: string, way = 0) => readingsOf(q)[way]?.words ?? []
const shown = (text: string, ranges: { from: number; to: number }[]) =>
  ranges.map(({ from, to }) => text.slice(from, to))

describe('a search is read', () => {
  test.each([
    ['주차장을', '주차장'],
    ['구청에서는', '구청'],
    ['설치해주세요', '설치'],
    ['도로', '도로'],
    ['어린이', '어린이'],
  ])('%s without its particle or ending: %s', (typed, stem) => {
    expect(stemOf(typed)).toBe(stem)
  })

  test('in the same words whichever form was typed, and without what every petition says', () => {
    const typed = words('주차장을 늘려 주세요')
    expect(typed.map((word) => word.typed)).toEqual(['주차장을', '늘려'])
    expect(words('주차장을 늘려 주세요'.normalize('NFD'))).toEqual(typed)
    expect(words('  “주차장을”, 늘려 주세요!  ')).toEqual(typed)
  })

  test('as initials where only consonants stand, and as words where others stand too', () => {
    expect(words('ㅈㅊㅈ')[0]!.kind).toBe('initials')
    expect(words('ㅠㅠ')[0]!.kind).toBe('text')
    expect(initialsOf('cctv설치')).toBe('cctvㅅㅊ')
  })

  test.each([
    ['wnckwkd', '주차장'],
    ['dkvkxm ekswl', '아파트 단지'],
    ['ekfr', '닭'],
    ['ㅊㅊㅅㅍ', 'cctv'],
    ['주차장', null],
    ['2026', null],
  ])('%s on the other keyboard as %s', (typed, meant) => {
    expect(otherKeyboard(typed)).toBe(meant)
  })

  test('as a word that is still being typed, letter by letter', () => {
    const letters = (word: string) => beginningsOf(word).map((beginning) => beginning.normalize('NFC'))
    expect(letters('주차자')).toEqual(['주차자'])
    expect('주차장'.normalize('NFD').startsWith(beginningsOf('주차자')[0]!)).toBe(true)
    expect('주차단속'.normalize('NFD').startsWith(beginningsOf('주찯')[1]!)).toBe(true)
    expect('주차'.normalize('NFD').startsWith(beginningsOf('주ㅊ')[0]!)).toBe(true)
  })

  test('as a number, ours or an older one', () => {
    expect(readingsOf('2026-1')[0]).toMatchObject({ number: '2026-0001', words: [] })
    expect(readingsOf('580567')[0]).toMatchObject({ number: '580567' })
    expect(readingsOf('주차')[0]!.number).toBeNull()
  })

  test('as nothing where only signs stand, and only eight words of many', () => {
    expect(readingsOf('?!… ~~~')).toEqual([])
    const many = '가나다라마바사아자차카타파하'
    expect(words([...many].join(' '))).toHaveLength(8)
    expect(words('가나 '.repeat(50))).toHaveLength(1)
  })
})

describe('what was found is shown', () => {
  test('marked whatever its spaces and particles, in letters of the text as it stands', () => {
    const title = '불법 주차를 단속해 주세요'
    expect(shown(title, marksIn(title, words('불법주차')))).toEqual(['불법 주차'])
    expect(shown(title, marksIn(title, words('불법주차단속')))).toEqual(['불법 주차', '단속'])
    expect(shown(title, marksIn(title, words('ㅈㅊ')))).toEqual(['주차'])
    expect(marksIn('<b>가로등</b>', words('b'))).toEqual([
      { from: 1, to: 2 },
      { from: 8, to: 9 },
    ])
  })

  test('in a passage around it, with no letter cut apart', () => {
    const text = `${'가나다라 '.repeat(60)}공영 주차장이 모자랍니다. ${'👨‍👩‍👧‍👦'.repeat(40)}`
    const passage = passageOf([text], words('주차장'))!
    expect(shown(passage.text, passage.marks)).toEqual(['주차장'])
    expect(passage.text.startsWith('…')).toBe(true)
    expect(passage.text.length).toBeLessThanOrEqual(200)
    expect(passage.text).not.toMatch(/[\ud800-\udbff]…$/)
    expect([...new Intl.Segmenter().segment(passage.text)].map(({ segment }) => segment)).not.toContain('👨‍👩‍👧')
  })

  test('in the passage with most of the words', () => {
    const text = `주차 이야기. ${'다른 말 '.repeat(80)} 주차장 옆 가로등이 꺼졌습니다.`
    const passage = passageOf(['없습니다', text], words('주차 가로등'))!
    expect(shown(passage.text, passage.marks)).toEqual(['주차', '가로등'])
    expect(passageOf(['없습니다'], words('주차'))).toBeNull()
  })
})

describe('the database', () => {
  test('compares texts as the rules do', async () => {
    const { sql } = await openTestDatabase(2)
    const texts = [
      '불법 주차-단속을 “밤에도” 해 주세요!',
      '어린이 놀이터에 CCTV를 설치해주세요…',
      '신길동에 공영주차장을 더 만들어 주시기 바랍니다',
      '주차장'.normalize('NFD'),
      'ㅈㅊㅈ ㅠㅠ 100% 1,000명 ①②③ ㎡ 中文·日本語',
      '띄어쓰기가\u00a0이상한\u3000글\u200b입니다 구청에서는 하라',
      '반려견 🐕 놀이터 ½ É ß',
      '',
    ]
    for (const text of texts) {
      const [row] = await sql`select search_fold(${text}) as fold, search_bare(${text}) as bare,
        search_initials(search_fold(${text})) as initials, search_grams(search_fold(${text})) as grams`
      const folded = fold(text)
      expect(row).toEqual({
        fold: folded,
        bare: bare(text),
        initials: initialsOf(folded),
        grams: [...new Set(gramsOf(folded))].toSorted((a, b) => a - b),
      })
    }
  })
})
