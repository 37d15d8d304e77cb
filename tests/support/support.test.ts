import { describe, expect, test } from 'vitest'
import { MailRefused, openSmtp } from '../../server/platform/mail/transport.ts'
import { startIssuer } from './oidc.ts'
import { startSmtp } from './smtp.ts'

const letter = {
  to: 'kim@example.kr',
  subject: '청원 2026-0001이 접수되었습니다: 어린이집 앞 신호등을 길게 해 주세요',
  text: '안녕하세요.\n\n"따옴표"와 = 부호, 긴 줄: ' + '가나다라마바사 '.repeat(30) + '\n.\n끝 𠮷 😀',
  messageId: '<mail-1@example.kr>',
}

describe('the SMTP catcher', () => {
  test('reads Korean mails back as they were written', async () => {
    const smtp = await startSmtp()
    const transport = openSmtp(smtp.url, '소통 <sotong@example.kr>')
    await transport.send(letter)
    expect(smtp.mails).toMatchObject([
      { from: 'sotong@example.kr', to: [letter.to], subject: letter.subject, text: letter.text },
    ])
    expect(smtp.mails[0]!.headers.get('message-id')).toBe(letter.messageId)
    expect(smtp.mails[0]!.headers.get('from')).toContain('소통')
    transport.close()
  })

  test('refuses before it takes anything', async () => {
    const smtp = await startSmtp()
    smtp.mode = 'refuse'
    const transport = openSmtp(smtp.url, 'sotong@example.kr')
    await expect(transport.send(letter)).rejects.toBeInstanceOf(MailRefused)
    expect(smtp.mails).toEqual([])
    smtp.mode = 'accept'
    await transport.send(letter)
    expect(smtp.mails).toHaveLength(1)
    transport.close()
  })

  test('drops the line after the mail, so that the sender is in doubt', async () => {
    const smtp = await startSmtp()
    smtp.mode = 'drop'
    const transport = openSmtp(smtp.url, 'sotong@example.kr')
    const outcome = await transport.send(letter).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).not.toBeInstanceOf(MailRefused)
    expect(smtp.mails.length).toBeGreaterThanOrEqual(1)
    transport.close()
  })

  test('that is not there took nothing', async () => {
    const smtp = await startSmtp()
    await smtp.close()
    const transport = openSmtp(smtp.url, 'sotong@example.kr')
    await expect(transport.send(letter)).rejects.toBeInstanceOf(MailRefused)
    transport.close()
  })

  test('is slow when asked', async () => {
    const smtp = await startSmtp()
    Object.assign(smtp, { mode: 'slow', delay: 300 })
    const transport = openSmtp(smtp.url, 'sotong@example.kr')
    const start = performance.now()
    await transport.send(letter)
    expect(performance.now() - start).toBeGreaterThan(280)
    transport.close()
  })
})

describe('the OpenID Connect issuer', () => {
  test('signs in whoever was set, one after the other', async () => {
    const client = await import('openid-client')
    const back = 'http://127.0.0.1:9/back'
    const idp = await startIssuer([back])
    const options = { execute: [client.allowInsecureRequests] }
    const config = await client.discovery(
      new URL(idp.issuer),
      idp.clientId,
      idp.clientSecret,
      undefined,
      options,
    )
    for (const subject of ['kim', 'lee']) {
      idp.signInAs(subject)
      const [verifier, nonce, state] = [
        client.randomPKCECodeVerifier(),
        client.randomNonce(),
        client.randomState(),
      ]
      const start = client.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        nonce,
        state,
      })
      const arrived = new URL(await idp.walk(start.href))
      const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state }
      const tokens = await client.authorizationCodeGrant(config, arrived, checks)
      expect(tokens.claims()?.sub).toBe(subject)
    }
    idp.signInAs(null)
    const refused = await idp.walk(
      client.buildAuthorizationUrl(config, { redirect_uri: back, scope: 'openid', state: 'x' }).href,
    )
    expect(new URL(refused).searchParams.get('error')).toBe('access_denied')
  })
})
