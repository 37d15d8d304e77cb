import { describe, expect, test } from 'vitest'
import { personalDataIn } from '../../../server/petitions/filing/personal-data.rules.ts'

const found = (text: string) => personalDataIn(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])

describe('personal data in a text', () => {
  test.each([
    ['제 번호는 010-1234-5678입니다', 'phone', '010-1234-5678'],
    ['01012345678로 전화 주세요', 'phone', '01012345678'],
    ['연락처 010.1234.5678', 'phone', '010.1234.5678'],
    ['연락처 010 1234 5678', 'phone', '010 1234 5678'],
    ['집 02-845-1234', 'phone', '02-845-1234'],
    ['사무실 (031) 845-1234', 'phone', '(031) 845-1234'],
    ['+82 10-1234-5678', 'phone', '+82 10-1234-5678'],
    ['주민번호 900101-1234567', 'resident-number', '900101-1234567'],
    ['주민번호 900101 - 2******', 'resident-number', '900101 - 2******'],
    ['메일은 haneul.kim@example.kr로', 'email', 'haneul.kim@example.kr로'.slice(0, -1)],
    ['국민은행 123456-01-234567 김하늘', 'account', '123456-01-234567'],
    ['계좌 12345678901 로', 'account', '12345678901'],
    ['입금은 1002-123-456789', 'account', '1002-123-456789'],
  ])('is seen in %o', (text, kind, part) => {
    expect(found(text)).toEqual([[kind, part]])
  })

  test.each([
    '도로명주소 당산로 123',
    '2026-11-24에 넘어졌습니다',
    '2026-11-24 18:30부터 2026-11-25까지',
    '영등포구청 02-2670-3114로 물었습니다',
    '예산 1234567890원을 들였습니다',
    '기사 2009091014124를 보세요',
    '법률 제12345호 제19조',
    '버스 5012, 6512, 6637번',
    '010',
    '',
  ])('is not seen in %o', (text) => {
    expect(found(text)).toEqual([])
  })

  test('is found everywhere, in order, and each place once', () => {
    const text = '900101-1234567, 010-1234-5678, a@b.kr, 다시 010-1234-5678'
    expect(found(text).map(([kind]) => kind)).toEqual(['resident-number', 'phone', 'email', 'phone'])
  })

  test('is looked for in the longest text without delay', () => {
    expect(personalDataIn('1-'.repeat(10_000))).toEqual([])
    expect(personalDataIn('a'.repeat(20_000))).toEqual([])
    expect(personalDataIn('0'.repeat(20_000))).toEqual([])
  })
})
