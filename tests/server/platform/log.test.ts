import { describe, expect, test } from 'vitest'
import { openLog } from '../../../server/platform/log.ts'
import { signInCodes } from '../../../server/accounts/accounts.tables.ts'
import { startApp } from '../../support/app.ts'

const email = 'haneul.personal@residents.example'

describe('the log', () => {
  test('tells of requests, of none who made them and of nothing they wrote', async () => {
    const lines: string[] = []
    const app = await startApp({ env: { LOG_LEVEL: 'debug' }, lines })
    const headers = { 'user-agent': 'Personal Browser', 'x-forwarded-for': '203.0.113.77' }
    await app.api('POST', '/api/sign-in-codes', { email }, { headers })
    const [mail] = await app.mails(email)
    const code = /\b\d{6}\b/.exec(mail!.text)![0]
    const signedIn = await app.api('POST', '/api/sessions', { email, code }, { headers })
    expect(signedIn.status).toBeLessThan(300)
    const { cookie } = await app.as.resident({ email: 'another@residents.example' })
    const filing = {
      title: '비밀스러운 제목입니다',
      category: 'city',
      problem: '누구도 로그에서 읽지 못할 글',
      proposal: '바라는 것',
      displayName: '홍길동',
    }
    const filed = await app.api('POST', '/api/petitions', filing, { cookie, headers })
    expect(filed.status).toBe(201)
    await app.page(`/petitions?q=${encodeURIComponent('홍길동')}`, { cookie, headers })

    const log = lines.join('')
    expect(log).toContain('"route":"/api/petitions"')
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true)
    const personal = [email, 'another@', code, cookie.split('=')[1]!, '홍길동', encodeURIComponent('홍길동')]
    for (const secret of [...personal, '비밀스러운', '누구도', '203.0.113.77', 'Personal Browser'])
      expect(log).not.toContain(secret)
  })

  test('a fault of the database tells its code and its place, not the values', async () => {
    const lines: string[] = []
    const app = await startApp()
    const log = openLog('info', { write: (line) => void lines.push(line) })
    const row = { emailHash: Buffer.from(email), codeHash: Buffer.from(email), attempts: 99_999 }
    const at = new Date()
    const fault = await app.deps.db
      .insert(signInCodes)
      .values({ ...row, createdAt: at, expiresAt: at })
      .catch((error: unknown) => error)
    log.error({ err: fault }, 'unexpected')
    const line = lines.join('')
    expect(line).toContain('"code":"22003"')
    expect(line).toContain('log.test.ts')
    for (const value of ['99999', email, Buffer.from(email).toString('hex')])
      expect(line).not.toContain(value)
  })
})
