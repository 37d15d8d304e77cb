import type { Messages } from '../index.ts'

export const officers: Messages['officers'] = {
  signInTitle: 'Desk sign-in',
  signInWhy: 'For officers of the district. Residents please use the other sign-in.',
  residentSignIn: 'Residents’ sign-in',
  email: 'Work e-mail',
  password: 'Password',
  code: 'Six digits of your app',
  codeHint: 'They change every 30 seconds. Digits that were used cannot be used again.',
  enter: 'Sign in',
  demoCodes: 'Codes of the demonstration',
  lost: 'If you lost your phone or forgot the password, ask an administrator to renew your sign-in.',

  recheckTitle: 'One more check before personal data',
  recheckWhy: (minutes) =>
    `With your password and code you can see it for ${minutes} minutes. Who saw what, and when, is recorded.`,
  recheck: 'Check and show',
  recheckBack: 'Go back without looking',

  roles: {
    communication: 'Communication team',
    department: 'Department officer',
    mayor: 'Mayor’s office',
    administrator: 'Administrator',
  },
}
