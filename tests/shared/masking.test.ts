import { describe, expect, test } from 'vitest'
import { maskEmail, maskName, maskPhone } from '../../shared/masking.ts'

describe('a masked name', () => {
  test.each([
    ['홍', '홍*'],
    ['홍길', '홍*'],
    ['홍길동', '홍*동'],
    ['홍길동순', '홍**순'],
    ['남궁민', '남궁*'],
    ['남궁민수', '남궁**'],
    ['제갈공명', '제갈**'],
    ['  홍길동  ', '홍*동'],
    ['홍길동'.normalize('NFD'), '홍*동'],
    ['KIM MINSU', 'KIM ****'],
    ['Ngọc', 'N***'],
    ['Maria del Carmen', 'Maria ****'],
    ['陈小明', '陈*明'],
    ['王芳', '王*'],
    ['👩‍👩‍👧', '👩***👧'],
    ['', ''],
    ['   ', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })

  test.each(['홍', 'A', '陈', '홍길동', 'Al Bo'])('%s never stands there whole', (name) => {
    expect(maskName(name)).not.toBe(name)
    expect(maskName(name)).toContain('*')
  })
})

test.each([
  ['010-1234-5678', '010-****-5678'],
  ['01012345678', '010-****-5678'],
  ['02-2670-1234', '02-****-1234'],
  ['031-123-4567', '031-****-4567'],
])('the phone %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

test.each([
  ['haneul@example.kr', 'h***@example.kr'],
  ['a@example.kr', 'a***@example.kr'],
  ['하늘@example.kr', '하***@example.kr'],
  ['no address', ''],
  ['@example.kr', ''],
])('the address %s is shown as %s', (email, shown) => {
  expect(maskEmail(email)).toBe(shown)
})
