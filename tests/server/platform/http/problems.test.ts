import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InDoubt } from '../../../../server/platform/db/faults.ts'
import { Overloaded } from '../../../../server/platform/db/gather.ts'
import { answerTo, problemReply } from '../../../../server/platform/http/problems.ts'
import { type ProblemCode, problems } from '../../../../shared/problems.ts'
import { Refusal } from '../../../../shared/refusal.ts'
import { startApp, type TestApp } from '../../../support/app.ts'

const codes = Object.keys(problems) as ProblemCode[]
const withCode = (code: string) => Object.assign(new Error('values that nobody may read'), { code })
const withStatus = (statusCode: number) => Object.assign(new Error('of a framework'), { statusCode })

describe('every refusal', () => {
  test.each(codes)('%s has a status of a refusal and a sentence in both languages', (code) => {
    const { status, ko, en } = problems[code]
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(ko).toMatch(/\p{Script=Hangul}/u)
    expect(en).not.toMatch(/\p{Script=Hangul}/u)
    expect([ko, en].every((text) => /[.!?]$/.test(text))).toBe(true)
    // The same blanks to fill in both; a name has its English one.
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).toSorted()
    expect(blanks(ko)).toEqual(blanks(en.replaceAll('En}', '}')))
  })
})

describe('what is told of an error', () => {
  test.each<[string, unknown, ProblemCode]>([
    ['a refusal', new Refusal('closed'), 'closed'],
    ['what Zod refuses', z.object({ a: z.string() }).safeParse({}).error, 'not-valid'],
    ['a full queue', new Overloaded(2), 'try-again'],
    ['a lost connection', new InDoubt(new Error()), 'try-again'],
    ['a database that is away', withCode('ECONNREFUSED'), 'try-again'],
    ['a deadlock', withCode('40P01'), 'try-again'],
    ['a body that is too large', withStatus(413), 'too-large'],
    ['a body of a strange kind', withStatus(415), 'media-type'],
    ['broken JSON', withStatus(400), 'bad-request'],
    ['too many requests', withStatus(429), 'too-many-requests'],
    ['any other refusal of the framework', withStatus(406), 'bad-request'],
    ['a broken constraint, which is a fault of ours', withCode('23505'), 'unexpected'],
    ['a fault of ours', new TypeError('x is undefined'), 'unexpected'],
    ['something that is no error', 'thrown', 'unexpected'],
  ])('%s', (_what, error, code) => {
    expect(answerTo(error, 'ko').code).toBe(code)
  })

  test('the fault itself is never told', () => {
    const reply = problemReply(answerTo(withCode('23505'), 'en'), 'en', 'https://sotong.example.kr')
    expect(JSON.stringify(reply)).not.toContain('nobody may read')
    expect(reply.type).toBe('https://sotong.example.kr/problems/unexpected')
  })
})

describe('refusals over the wire', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })

  test('programs get problem+json in their language, people a page in that of the address', async () => {
    const english = { headers: { 'accept-language': 'en' } }
    const { status, headers, body } = await app.api('GET', '/api/nothing', undefined, english)
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8'])
    expect(body).toMatchObject({ code: 'not-found', title: problems['not-found'].en })
    const page = await app.page('/zh/nothing')
    expect([page.status, page.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect(page.html).toContain('<html lang="zh-Hans"')
  })

  test('a method that an address does not take is 405 and names those it does', async () => {
    const { status, headers, body } = await app.api('DELETE', '/api/settings')
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method-not-allowed', 'GET, HEAD'])
    expect((await app.page('/terms', { form: {} })).status).toBe(405)
    expect((await app.api('POST', '/nothing')).status).toBe(404)
  })

  test.each([
    ['broken JSON', 'POST', '{"email":', 'application/json'],
    ['a text instead of JSON', 'POST', 'hello', 'text/plain'],
    ['XML', 'POST', '<a/>', 'application/xml'],
  ])('%s is refused, never a fault', async (_what, method, body, type) => {
    const { status, headers } = await app.api(method, '/api/sign-in-codes', body, {
      headers: { 'content-type': type },
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(headers.get('content-type')).toContain('problem+json')
  })

  test('a body that is too large is refused by its size', async () => {
    const { status, body } = await app.api('POST', '/api/sign-in-codes', { email: 'a'.repeat(300_000) })
    expect([status, body.code]).toEqual([413, 'too-large'])
  })
})
