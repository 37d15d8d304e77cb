import { describe, expect, test } from 'vitest'
import { canonicalEmail } from '../../../server/accounts/accounts.rules.ts'

describe('one mailbox is one person', () => {
  test.each([
    ['Haneul@Example.KR ', 'haneul@example.kr'],
    ['gm.bob+1@googlemail.com', 'gmbob@gmail.com'],
    ['G.M.BOB@gmail.com', 'gmbob@gmail.com'],
    ['kim.lee+a+b@outlook.com', 'kim.lee@outlook.com'],
  ])('%s is %s', (typed, canonical) => expect(canonicalEmail(typed)).toBe(canonical))

  test.each(['bob+1@example.kr', 'b.o.b@naver.com', '+@gmail.com'])(
    '%s keeps its letters, which may be another person’s name',
    (typed) => expect(canonicalEmail(typed)).toBe(typed),
  )
})
