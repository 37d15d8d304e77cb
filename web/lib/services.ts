import type { Role } from '../../shared/accounts.ts'
import type { Messages } from '../messages/index.ts'

type Place = { path: string; label: (t: Messages) => string }

/** What the masthead leads to: one line a service that exists. */
export const services: Place[] = [
  { path: '/petitions', label: (t) => t.common.petitions },
  { path: '/town-halls', label: (t) => t.common.townHalls },
  { path: '/listening', label: (t) => t.common.listening },
  { path: '/follow-ups', label: (t) => t.common.ledger },
]

const everyone: Role[] = ['communication', 'department', 'mayor', 'administrator']

/** What the desk leads to, by role. */
export const deskPlaces: (Place & { roles: Role[] })[] = [
  { path: '/desk/petitions', label: (t) => t.common.deskPetitions, roles: everyone.slice(0, 3) },
  { path: '/desk/town-halls', label: (t) => t.common.deskTownHalls, roles: ['communication', 'mayor'] },
  { path: '/desk/listening', label: (t) => t.common.deskListening, roles: ['communication', 'mayor'] },
  { path: '/desk/work-reports', label: (t) => t.common.deskReports, roles: ['communication', 'mayor'] },
  {
    path: '/desk/work-reports/settings',
    label: (t) => t.common.deskReports,
    roles: ['administrator'],
  },
  { path: '/desk/follow-ups', label: (t) => t.common.deskFollowUps, roles: everyone.slice(0, 3) },
  { path: '/desk/officers', label: (t) => t.common.deskOfficers, roles: ['administrator'] },
  { path: '/desk/settings', label: (t) => t.common.deskSettings, roles: ['administrator'] },
  { path: '/desk/mails', label: (t) => t.common.deskMails, roles: ['administrator'] },
  { path: '/desk/audit', label: (t) => t.common.deskAudit, roles: ['administrator'] },
]
