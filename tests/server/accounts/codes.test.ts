import { describe, expect, test } from 'vitest'
import { requestCode, proveCode } from '../../../server/accounts/accounts.actions.ts'
import { startApp } from '../../support/app.ts'

const app = await startApp()
const { deps } = app
const codeFor = async (email: string) => /\d{6}/.exec((await app.mails(email))[0]!.text)![0]
const prove = (email: string, code: string) =>
  proveCode(deps, deps.db, email, code).then(
    ({ personId }) => personId,
    (error: Error) => error.message,
  )
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
/** As if all codes of the address had been sent earlier. */
const age = (seconds: number) =>
  deps.sql`update sign_in_codes set created_at = created_at - ${seconds} * interval '1 second',
    expires_at = expires_at - ${seconds} * interval '1 second'`

describe('a one-time code', () => {
  test('makes the person the first time and finds them again, however the address is written', async () => {
    await requestCode(deps, 'Haneul@Example.kr', 'ko')
    const first = await prove('haneul@example.kr', await codeFor('Haneul@Example.kr'))
    await requestCode(deps, 'HANEUL@example.KR', 'en')
    const again = await prove('haneul@EXAMPLE.kr', await codeFor('HANEUL@example.KR'))
    expect(again).toBe(first)
    expect(again).toBeTypeOf('number')
  })

  test('works once', async () => {
    await requestCode(deps, 'once@example.kr', 'ko')
    const code = await codeFor('once@example.kr')
    expect(await prove('once@example.kr', code)).toBeTypeOf('number')
    expect(await prove('once@example.kr', code)).toBe('code-expired')
  })

  test('sent at once by twenty callers signs exactly one of them in', async () => {
    await requestCode(deps, 'race@example.kr', 'ko')
    const code = await codeFor('race@example.kr')
    const all = await Promise.all(Array.from({ length: 20 }, () => prove('race@example.kr', code)))
    expect(all.filter((one) => typeof one === 'number')).toHaveLength(1)
  })

  test('dies after five wrong attempts, however many come at once', async () => {
    await requestCode(deps, 'guess@example.kr', 'ko')
    const code = await codeFor('guess@example.kr')
    const guesses = await Promise.all(
      Array.from({ length: 30 }, () => prove('guess@example.kr', wrong(code))),
    )
    expect(guesses.filter((one) => one === 'code-wrong')).toHaveLength(5)
    expect(await prove('guess@example.kr', code)).toBe('code-expired')
    await expect(requestCode(deps, 'guess@example.kr', 'ko')).rejects.toThrow('too-many-requests')
  })

  test('dies after ten minutes', async () => {
    await requestCode(deps, 'late@example.kr', 'ko')
    await age(601)
    expect(await prove('late@example.kr', await codeFor('late@example.kr'))).toBe('code-expired')
  })

  test('is for its address only', async () => {
    await requestCode(deps, 'mine@example.kr', 'ko')
    await requestCode(deps, 'yours@example.kr', 'ko')
    expect(await prove('yours@example.kr', await codeFor('mine@example.kr'))).toBe('code-wrong')
    expect(await prove('nobody@example.kr', await codeFor('mine@example.kr'))).toBe('code-wrong')
  })

  test('asked for ten times at once is one mail; the next comes after a minute and replaces it', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => requestCode(deps, 'twice@example.kr', 'ko')),
    )
    expect(replies.every(({ secondsUntilNext }) => secondsUntilNext > 0 && secondsUntilNext <= 60)).toBe(true)
    expect(await app.mails('twice@example.kr')).toHaveLength(1)
    const first = await codeFor('twice@example.kr')
    await age(61)
    await requestCode(deps, 'twice@example.kr', 'ko')
    const second = await codeFor('twice@example.kr')
    if (second !== first) expect(await prove('twice@example.kr', first)).toBe('code-wrong')
    expect(await prove('twice@example.kr', second)).toBeTypeOf('number')
  })

  test('is sent to one address ten times an hour at most', async () => {
    for (let sent = 0; sent < 10; sent += 1) {
      await requestCode(deps, 'often@example.kr', 'ko')
      await age(61)
    }
    await expect(requestCode(deps, 'often@example.kr', 'ko')).rejects.toMatchObject({
      code: 'too-many-requests',
    })
    await age(3600)
    expect(await requestCode(deps, 'often@example.kr', 'ko')).toMatchObject({ minutesValid: 10 })
  })

  test('stands nowhere in the database', async () => {
    await requestCode(deps, 'stored@example.kr', 'ko')
    const code = await codeFor('stored@example.kr')
    const [row] = await deps.sql`select sign_in_codes::text as t from sign_in_codes order by id desc limit 1`
    expect(row!.t).not.toContain(code)
    expect(row!.t).not.toContain('stored')
  })
})
