import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../server/config.ts'
import { atEndOfFile } from '../support/lifetime.ts'

const strong = '4f1c7a90be52d863'.repeat(4)
const real = { SECRET_KEY: strong, PUBLIC_URL: 'https://sotong.example.kr' }
const folder = mkdtempSync(join(tmpdir(), 'sotong-config-'))
atEndOfFile(() => rmSync(folder, { recursive: true }))

describe('in operation it does not start', () => {
  test.each([
    ['without a secret', { SECRET_KEY: undefined }, /^SECRET_KEY is missing.*openssl rand/],
    ['with an empty secret', { SECRET_KEY: '' }, /^SECRET_KEY is missing/],
    ['with a short secret', { SECRET_KEY: 'k3y!' }, /^SECRET_KEY is weak/],
    ['with a secret of one letter', { SECRET_KEY: 'a'.repeat(64) }, /^SECRET_KEY is weak/],
    ['without an address', { PUBLIC_URL: undefined }, /^PUBLIC_URL is missing/],
    ['with an address that is none', { PUBLIC_URL: 'sotong.example.kr' }, /^PUBLIC_URL/],
    ['with an address of another kind', { PUBLIC_URL: 'ftp://sotong.example.kr' }, /^PUBLIC_URL/],
    ['on a port that is none', { PORT: '70000' }, /^PORT/],
    ['on a port in words', { PORT: 'http' }, /^PORT/],
    ['with another database', { DATABASE_URL: 'mysql://db/sotong' }, /^DATABASE_URL/],
    ['with a clock of its own', { DEMO_NOW: '2026-11-24T00:00:00Z' }, /^DEMO_NOW/],
    ['with issuers that are no list', { OIDC_PROVIDERS: '{"id":"kakao"}' }, /^OIDC_PROVIDERS/],
    ['with issuers in broken JSON', { OIDC_PROVIDERS: '[' }, /^OIDC_PROVIDERS/],
    ['with a level of logs nobody knows', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL/],
  ])('%s, and says so', (_name, change, message) => {
    expect(() => loadConfig({ ...real, ...change }, { demo: false })).toThrow(message)
  })

  test('but it says nothing of the secret itself', () => {
    const weak = 'weak-and-known-7'
    expect(() => loadConfig({ ...real, SECRET_KEY: weak }, { demo: false })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(weak) }),
    )
  })
})

test('in operation it listens everywhere and shows nobody the mails', () => {
  const config = loadConfig({ ...real, PUBLIC_URL: 'https://sotong.example.kr/path/' }, { demo: false })
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    publicUrl: 'https://sotong.example.kr',
    outbox: false,
    demo: false,
    demoNow: undefined,
    trustProxy: false,
  })
})

describe('a demonstration', () => {
  const env = { DATA_DIR: folder }

  test('needs no setting, listens only here, has an outbox, and makes its own secret once', () => {
    const config = loadConfig(env, { demo: true })
    expect(config).toMatchObject({ host: '127.0.0.1', publicUrl: 'http://localhost:3000', outbox: true })
    expect(loadConfig(env, { demo: true }).secret).toBe(config.secret)
    expect(statSync(join(folder, 'demo-secret')).mode & 0o077).toBe(0)
  })

  test('that others can reach, or that sends real mails, has no outbox', () => {
    expect(loadConfig({ ...env, HOST: '0.0.0.0' }, { demo: true }).outbox).toBe(false)
    expect(loadConfig({ ...env, SMTP_URL: 'smtp://localhost' }, { demo: true }).outbox).toBe(false)
  })

  test('may have a clock of its own', () => {
    const { demoNow } = loadConfig({ ...env, DEMO_NOW: '2021-09-30T15:30:00+09:00' }, { demo: true })
    expect(demoNow?.toISOString()).toBe('2021-09-30T06:30:00.000Z')
  })
})
