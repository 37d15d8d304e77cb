import { type Adapter, Lucia, TimeSpan } from 'lucia'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Chrome } from '../../shared/chrome.ts'
import { recheckMinutes } from '../../shared/limits.ts'
import { record } from '../audit/audit.actions.ts'
import { createBatchedLookup } from '../platform/db/lookup.ts'
import { createMemory } from '../platform/db/memory.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { endSession } from './sessions.actions.ts'
import {
  addSession,
  deleteSession,
  deleteSessionsExpiredBy,
  type HeldSession,
  type Owner,
  sessionsByHash,
  touchSession,
} from './sessions.queries.ts'
import { deviceOf, isDueToNote, lifetimes } from './sessions.rules.ts'
import type { Actor } from './permissions.rules.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session of who asks, once it was looked for; its id only where the cookie must be sent anew. */
    session: (HeldSession & { renewedId?: string }) | null
  }
}
declare module 'lucia' {
  interface Register {
    DatabaseSessionAttributes: { owner: Owner; device: string }
  }
}

export type Sessions = {
  actorOf(request: FastifyRequest): Promise<Actor>
  /** What the frame of a personal page says of its reader. */
  chromeOf(request: FastifyRequest): Partial<Chrome>
  /** Signs in: a new session, its cookie set on the reply. One that this browser had before is ended. */
  start(reply: FastifyReply, request: FastifyRequest, owner: Owner): Promise<void>
  /**
   * Whose sessions these still are, by their hashes in base64; one that has ended is missing. For lines that stay open
   * for hours. Officers' that are `inUse` are noted as used, so that they do not run out meanwhile.
   */
  standing(keys: string[], inUse: ReadonlySet<string>): Promise<Map<string, Owner>>
  /** Signs this browser out; of an officer that is recorded. */
  end(reply: FastifyReply, request: FastifyRequest): Promise<void>
}

/** Together in one look-up, and kept so long in this process; those of officers never. Milliseconds. */
const windowMs = 20
const keptMs = 5000

type Kind = keyof typeof lifetimes
const kindOf = (owner: Owner): Kind => ('officerId' in owner ? 'officer' : 'resident')

/** Sessions of residents and officers, behind Lucia. The id stands in the cookie alone; the database keeps its SHA-256. */
export function openSessions(app: FastifyInstance, deps: Deps): Sessions {
  const { db, machineNow, news } = deps
  const secure = deps.config.publicUrl.startsWith('https:')
  const memory = createMemory<HeldSession>({ keptMs })
  const load = createBatchedLookup<string, HeldSession>({
    windowMs,
    async load(keys) {
      const found = await sessionsByHash(
        db,
        keys.map((key) => Buffer.from(key, 'base64')),
      )
      return new Map(found.map((session) => [session.idHash.toString('base64'), session]))
    },
  })
  news.on('sessions', (subject) =>
    memory.forget(
      (held) =>
        subject === null ||
        subject === held.idHash.toString('base64') ||
        ('personId' in held && subject === `person ${held.personId}`),
    ),
  )

  async function find(id: string): Promise<HeldSession | undefined> {
    const key = sha256(id).toString('base64')
    const kept = memory.get(key)
    if (kept) return kept
    const mark = memory.mark()
    const found = await load(key)
    if (found && 'personId' in found) memory.keep(key, found, mark)
    return found
  }

  // Lucia asks by id for what was found just before: which of the two asks depends on it.
  const found = new Map<string, HeldSession>()
  const luciaFor = (kind: Kind) =>
    new Lucia(adapter(deps, found), {
      sessionExpiresIn: new TimeSpan(lifetimes[kind], 'ms'),
      sessionCookie: { name: secure ? '__Host-sid' : 'sid', attributes: { secure } },
    })
  const lucia = { resident: luciaFor('resident'), officer: luciaFor('officer') }
  const cookieName = lucia.resident.sessionCookieName

  async function validate(request: FastifyRequest) {
    const id = request.cookies[cookieName]
    const held = id ? await find(id) : undefined
    if (!id || !held) return null
    const kind = kindOf(held)
    found.set(id, held)
    const validated = lucia[kind].validateSession(id)
    found.delete(id)
    const { session } = await validated
    if (!session) return null
    const at = machineNow()
    if (isDueToNote(kind, held.lastSeenAt, at)) {
      held.lastSeenAt = at
      const idle = new Date(at.getTime() + lifetimes.officer)
      const expiresAt = kind === 'officer' && idle > session.expiresAt ? idle : session.expiresAt
      await touchSession(db, held.idHash, at, expiresAt)
    }
    held.expiresAt = session.expiresAt
    return { ...held, ...(session.fresh && kind === 'resident' && { renewedId: id }) }
  }

  function setCookie(reply: FastifyReply, kind: Kind, id: string) {
    const { name, value, attributes } = lucia[kind].createSessionCookie(id)
    const { maxAge, ...rest } = attributes
    // An officer's cookie ends with the browser.
    reply.setCookie(name, value, { ...rest, ...(kind === 'resident' && { maxAge }) })
  }

  app.decorateRequest('session', null)
  app.addHook('preValidation', async (request, reply) => {
    if (request.session?.renewedId) setCookie(reply, 'resident', request.session.renewedId)
  })

  return {
    async actorOf(request) {
      request.session = await validate(request)
      return request.session ? actorIn(request.session) : { kind: 'visitor' }
    },
    chromeOf({ session, lang }) {
      if (!session || !('officerId' in session)) return {}
      const { name, role, department } = session
      const names = department && (lang === 'ko' ? department.nameKo : department.nameEn)
      const signsOutAt = new Date(session.lastSeenAt.getTime() + lifetimes.officer).toISOString()
      return { officer: { name, role, department: names, signsOutAt } }
    },
    async standing(keys, inUse) {
      const at = machineNow()
      const standing = new Map<string, Owner>()
      if (keys.length === 0) return standing
      for (const held of await sessionsByHash(
        db,
        keys.map((key) => Buffer.from(key, 'base64')),
      )) {
        if (held.expiresAt <= at) continue
        const key = held.idHash.toString('base64')
        standing.set(key, ownerOf(held))
        if ('officerId' in held && inUse.has(key) && isDueToNote('officer', held.lastSeenAt, at))
          await touchSession(db, held.idHash, at, new Date(at.getTime() + lifetimes.officer))
      }
      return standing
    },
    async start(reply, request, owner) {
      const before = request.cookies[cookieName]
      if (before) await endSession(deps, sha256(before))
      const kind = kindOf(owner)
      const attributes = { owner, device: deviceOf(request.headers['user-agent']) }
      const { id } = await lucia[kind].createSession('', attributes)
      setCookie(reply, kind, id)
    },
    async end(reply, request) {
      const id = request.cookies[cookieName]
      if (id) await endSession(deps, sha256(id))
      const { actor } = request
      if (actor?.kind === 'officer')
        await record(deps, db, actor, 'officer.sign-out', { kind: 'officer', id: actor.officerId })
      const { name, value, attributes } = lucia.resident.createBlankSessionCookie()
      reply.setCookie(name, value, attributes)
    },
  }
}

const ownerOf = (held: HeldSession): Owner =>
  'personId' in held ? { personId: held.personId } : { officerId: held.officerId }

function actorIn(session: HeldSession): Actor {
  const { idHash: sessionHash } = session
  if ('officerId' in session) {
    const { officerId, name, role, departmentId, recheckedUntil } = session
    return { kind: 'officer', officerId, name, role, departmentId, recheckedUntil, sessionHash }
  }
  const { personId, personKey, level, belonging, dong, displayName } = session
  return { kind: 'resident', personId, personKey, level, belonging, dong, displayName, sessionHash }
}

/** How Lucia reaches the table: by the hash of what it calls the id. Its user ids are not used; owners are ours. */
function adapter({ db, machineNow }: Deps, found: Map<string, HeldSession>): Adapter {
  return {
    async getSessionAndUser(id) {
      const held = found.get(id)
      if (!held) return [null, null]
      const attributes = { owner: held, device: '' }
      return [
        { id, userId: '', expiresAt: held.expiresAt, attributes },
        { id: '', attributes: {} },
      ]
    },
    async setSession({ id, expiresAt, attributes: { owner, device } }) {
      const at = machineNow()
      // An officer signs in with what a recheck asks for, so the first quarter of an hour needs none.
      const recheckedUntil = 'officerId' in owner ? new Date(at.getTime() + recheckMinutes * 60_000) : null
      const times = { createdAt: at, lastSeenAt: at, expiresAt, recheckedUntil }
      await addSession(db, { ...owner, idHash: sha256(id), device, ...times })
    },
    updateSessionExpiration: (id, expiresAt) => touchSession(db, sha256(id), machineNow(), expiresAt),
    deleteSession: async (id) => void (await deleteSession(db, sha256(id))),
    deleteExpiredSessions: () => deleteSessionsExpiredBy(db, machineNow()),
    getUserSessions: async () => [],
    deleteUserSessions: async () => {},
  }
}
