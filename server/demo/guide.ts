import type { Deps } from '../platform/deps.ts'
import { demoOfficers, demoPassword, totpSecret } from './officers.ts'

const column = (text: string, width: number) => text.padEnd(width)

/** Where to go and how to sign in, for the terminal of who started the demonstration. */
export function demoGuide(deps: Deps): string {
  const { outbox, smtpUrl } = deps.config
  const mails = outbox
    ? 'the code is at /outbox'
    : smtpUrl
      ? 'the code comes by mail'
      : 'no code arrives: set SMTP_URL, or start without HOST for the outbox'
  const codes = outbox ? 'code: see /outbox' : 'code: from an authenticator with the key below'
  const parts = {
    communication: 'communication officer',
    department: 'department officer',
    mayor: 'mayor’s office',
    administrator: 'administrator',
  }
  const officers = demoOfficers.map(({ email, role }) => {
    const key = outbox ? '' : `   ${totpSecret(deps, email)}`
    return `      ${column(parts[role], 23)}${column(email, 22)}${key}`.trimEnd()
  })
  return [
    '',
    '  Sign in as',
    `    ${column('a resident', 25)}/sign-in        any e-mail; ${mails}`,
    `    ${column('officers', 25)}/desk/sign-in   password: ${demoPassword}   ${codes}`,
    ...officers,
    '',
    '  Stop with Ctrl-C. What was written stays; start again to go on.',
  ].join('\n')
}
