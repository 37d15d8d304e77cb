import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../server/config.ts'

const good = {
  SECRET_KEY: 'Zx81-of-this-test-only-0123456789-abcdef',
  PUBLIC_URL: 'https://sotong.example.kr',
}
const installation = (env: Record<string, string>) => loadConfig({ ...good, ...env }, { demo: false })

describe('settings of an installation', () => {
  test.each([
    ['SECRET_KEY is missing', { SECRET_KEY: '' }],
    ['SECRET_KEY is weak', { SECRET_KEY: 'short-and-Str0ng' }],
    ['SECRET_KEY is weak', { SECRET_KEY: 'ab'.repeat(40) }],
    ['PUBLIC_URL is missing', { PUBLIC_URL: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'sotong.example.kr' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://sotong.example.kr' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/sotong' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.kr' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: '{"id":"kakao"}' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'kakao' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['TRUST_PROXY', { TRUST_PROXY: '-1' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
    ['DEMO_NOW', { DEMO_NOW: '2026-12-01T00:00:00Z' }],
  ])('are refused with the name of the one at fault: %s', (words, env) => {
    expect(() => installation(env)).toThrow(words)
  })

  test('the message never repeats a secret', () => {
    expect(() => installation({ SECRET_KEY: 'a-weak-one' })).not.toThrow('a-weak-one')
  })

  test('an empty value counts as none, as in compose files', () => {
    expect(installation({ SMTP_URL: '', DATABASE_URL: '', LOG_LEVEL: '', PORT: '' })).toMatchObject({
      smtpUrl: undefined,
      databaseUrl: undefined,
      logLevel: 'info',
      port: 3000,
    })
  })

  test('it listens everywhere, shows no outbox, and knows its address without what follows the origin', () => {
    const config = installation({ PUBLIC_URL: 'https://sotong.example.kr/somewhere/' })
    expect(config).toMatchObject({ host: '0.0.0.0', outbox: false, publicUrl: 'https://sotong.example.kr' })
  })
})

describe('settings of a demonstration', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'sotong-config-'))
  afterAll(() => rmSync(DATA_DIR, { recursive: true }))
  const demonstration = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR, ...env }, { demo: true })

  test('need nothing: it listens on this machine, shows the outbox and keeps its secret beside its data', () => {
    const first = demonstration()
    expect(first).toMatchObject({ host: '127.0.0.1', outbox: true, publicUrl: 'http://localhost:3000' })
    expect(demonstration().secret).toBe(first.secret)
  })

  test.each([
    ['HOST', '0.0.0.0'],
    ['SMTP_URL', 'smtp://localhost:25'],
  ])('others who can reach it, or a mail server, close the outbox: %s', (name, value) =>
    expect(demonstration({ [name]: value }).outbox).toBe(false),
  )

  test('the clock starts where DEMO_NOW says, and a day without a zone is no instant', () => {
    const { demoNow } = demonstration({ DEMO_NOW: '2027-03-02T12:00:00+09:00' })
    expect(demoNow).toEqual(new Date('2027-03-02T03:00:00Z'))
    expect(() => demonstration({ DEMO_NOW: '2027-03-02' })).toThrow('DEMO_NOW')
  })
})
