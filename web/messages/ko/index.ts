import { accounts } from './accounts.ts'
import { answers } from './answers.ts'
import { common } from './common.ts'
import { desk } from './desk.ts'
import { door } from './door.ts'
import { endorsing } from './endorsing.ts'
import { filing } from './filing.ts'
import { liveDesk } from './liveDesk.ts'
import { live } from './live.ts'
import { listening } from './listening.ts'
import { listeningDesk } from './listeningDesk.ts'
import { listeningLog } from './listeningLog.ts'
import { followUpDesk } from './followUpDesk.ts'
import { ledger } from './ledger.ts'
import { petitions } from './petitions.ts'
import { site } from './site.ts'
import { townHallMine } from './townHallMine.ts'
import { townHalls } from './townHalls.ts'
import { townHallDesk } from './townHallDesk.ts'
import { townHallForm } from './townHallForm.ts'

export const messages = {
  common,
  petitions,
  filing,
  followUpDesk,
  ledger,
  endorsing,
  answers,
  accounts,
  desk,
  door,
  live,
  liveDesk,
  listening,
  listeningDesk,
  listeningLog,
  site,
  townHallMine,
  townHalls,
  townHallDesk,
  townHallForm,
}
