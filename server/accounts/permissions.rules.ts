import type { Role } from '../../shared/accounts.ts'

export type Visitor = { kind: 'visitor' }
export type Resident = {
  kind: 'resident'
  personId: number
  personKey: Buffer
  /** 0 e-mail, 1 OpenID Connect, 2 CI. */
  level: number
  belonging: 'lives' | 'works' | 'studies' | 'elsewhere' | null
  dong: string | null
  displayName: string | null
  sessionHash: Buffer
}
export type Officer = {
  kind: 'officer'
  officerId: number
  name: string
  role: Role
  departmentId: number | null
  sessionHash: Buffer
  recheckedUntil: Date | null
}
/** A phone that an officer set up for the door of one sitting. It carries its own token, and no session. */
export type Device = {
  kind: 'device'
  deviceId: string
  name: string
  townHallId: number
  sittingId: number
  /** The officer who set it up, and answers for what it does. */
  officerId: number
  maySearch: boolean
  mayAdmit: boolean
  createdAt: Date
  expiresAt: Date
  /** Its time is over: it may only hand in what it wrote down before. */
  expired: boolean
}
export type Actor = Visitor | Resident | Officer | Device

const anyone = () => true
const resident = (actor: Actor) => actor.kind === 'resident'
/** Residents, and visitors who become one on the way; officers do this as residents, with a resident's session. */
const comer = (actor: Actor) => actor.kind === 'visitor' || actor.kind === 'resident'
const signedIn = (actor: Actor) => actor.kind === 'resident' || actor.kind === 'officer'
const officer =
  (...roles: Role[]) =>
  (actor: Actor) =>
    actor.kind === 'officer' && (roles.length === 0 || roles.includes(actor.role))

/**
 * Who may do what: the one table. A route names its permission; a route that names none does not start.
 * What depends on the thing itself (whose draft, which department, drafter or approver) is decided in the action.
 */
export const permissions = {
  'site.read': anyone,
  'site.health': anyone,
  'session.start': anyone,
  'session.read': signedIn,
  'session.end': signedIn,
  'account.own': resident,
  'outbox.read': anyone,
  'petition.begin': anyone,
  'petition.file': resident,
  'petition.own': resident,
  'petition.endorse': resident,
  'petition.follow': resident,
  'endorsement.begin': comer,
  'townhall.register': resident,
  'townhall.own': resident,
  'townhall.begin': comer,
  'townhall.ask': resident,
  // Everyone may look; what each may do in a live room, its rules say for every command.
  'townhall.live': anyone,
  'townhall.command': signedIn,
  // A link from a mail: whoever holds it answers for the party.
  'townhall.offer': anyone,

  'door.claim': anyone,
  'door.device': (actor: Actor) => actor.kind === 'device',

  'desk.read': officer(),
  'desk.petition.read': officer('communication', 'department', 'mayor'),
  'desk.petition.decide': officer('communication'),
  'desk.petition.file': officer('communication'),
  'desk.petition.route': officer('communication', 'department'),
  'desk.petition.contact': officer('communication'),
  'desk.answer.draft': officer('communication', 'department', 'mayor'),
  'desk.answer.approve': officer('communication', 'department', 'mayor'),
  'desk.answer.publish': officer('communication', 'mayor'),
  // Files of published answers are anyone's; others are looked at by the officers of the case.
  'file.read': anyone,
  'mail.unsubscribe': anyone,
  'desk.file.upload': officer('communication', 'department', 'mayor'),
  'desk.townhall.questions': officer('communication'),
  'desk.townhall.read': officer('communication', 'mayor'),
  'desk.townhall.run': officer('communication'),
  'desk.townhall.names': officer('communication'),
  'desk.townhall.door': officer('communication'),
  'listening.opine': comer,
  'desk.listening.read': officer('communication', 'mayor'),
  'desk.listening.log': officer('communication'),
  'desk.listening.contact': officer('communication'),
  'desk.listening.series': officer('communication', 'administrator'),
  'desk.report.read': officer('communication', 'mayor'),
  'desk.report.write': officer('communication'),
  'desk.report.settings': officer('administrator'),
  // A department's officers see the cards of their own department.
  'desk.followup.read': officer('communication', 'department', 'mayor'),
  'desk.followup.act': officer('communication', 'department'),
  'desk.followup.contact': officer('communication', 'department'),
  'desk.settings': officer('administrator'),
  'desk.officers': officer('administrator'),
  'desk.audit': officer('administrator'),
  'desk.mails': officer('administrator'),
} as const satisfies Record<string, (actor: Actor) => boolean>

export type Permission = keyof typeof permissions

export const may = (actor: Actor, permission: Permission) => permissions[permission](actor)
