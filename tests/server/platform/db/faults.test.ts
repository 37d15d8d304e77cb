import { describe, expect, test } from 'vitest'
import {
  InDoubt,
  isDataFault,
  isInDoubt,
  isUnavailable,
  postgresCode,
} from '../../../../server/platform/db/faults.ts'

const fault = (code: string) => Object.assign(new Error('x'), { code })
const wrapped = (code: string) =>
  new Error('Failed query', { cause: new Error('deeper', { cause: fault(code) }) })

describe('a fault of the database', () => {
  test.each(['57P03', 'ECONNREFUSED', 'CONNECT_TIMEOUT', '53300', '40P01', '57014', '53100', 'ENOSPC'])(
    '%s is unavailability: nothing has happened',
    (code) => {
      expect(isUnavailable(wrapped(code))).toBe(true)
      expect(isInDoubt(wrapped(code))).toBe(false)
    },
  )

  test.each(['CONNECTION_CLOSED', 'ECONNRESET', '57P01', '08007'])(
    '%s leaves the outcome in doubt',
    (code) => {
      expect(isUnavailable(fault(code))).toBe(true)
      expect(isInDoubt(wrapped(code))).toBe(true)
      expect(isInDoubt(new InDoubt(fault(code)))).toBe(true)
    },
  )

  test.each(['23505', '23514', '22P02', '22021'])('%s is a fault of the data', (code) => {
    expect(isDataFault(wrapped(code))).toBe(true)
    expect(isUnavailable(wrapped(code))).toBe(false)
    expect(postgresCode(wrapped(code))).toBe(code)
  })

  test.each([new Error('a bug'), undefined, 'text', null])('%s is none of them', (error) => {
    expect(isDataFault(error)).toBe(false)
    expect(isUnavailable(error)).toBe(false)
  })

  test('a chain of causes that bites its tail is left', () => {
    const error = new Error('a')
    error.cause = error
    expect(postgresCode(error)).toBeUndefined()
  })
})
