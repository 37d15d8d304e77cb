import { messages as en } from '../en/index.ts'
import type { Messages } from '../index.ts'
import { accounts } from './accounts.ts'
import { answers } from './answers.ts'
import { common } from './common.ts'
import { endorsing } from './endorsing.ts'
import { filing } from './filing.ts'
import { live } from './live.ts'
import { listening } from './listening.ts'
import { ledger } from './ledger.ts'
import { petitions } from './petitions.ts'
import { site } from './site.ts'
import { townHallMine } from './townHallMine.ts'
import { townHalls } from './townHalls.ts'

/** What residents read stands in Chinese; the desk is the office's and reads English where a word is missing. */
export const messages: Messages = {
  ...en,
  common: { ...en.common, ...common },
  petitions: { ...en.petitions, ...petitions },
  filing: { ...en.filing, ...filing },
  endorsing: { ...en.endorsing, ...endorsing },
  ledger: { ...en.ledger, ...ledger },
  answers: { ...en.answers, ...answers },
  accounts: { ...en.accounts, ...accounts },
  live: { ...en.live, ...live },
  listening: { ...en.listening, ...listening },
  site: { ...en.site, ...site },
  townHallMine: { ...en.townHallMine, ...townHallMine },
  townHalls: { ...en.townHalls, ...townHalls },
}
