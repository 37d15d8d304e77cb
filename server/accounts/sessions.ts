import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Chrome } from '../../shared/chrome.ts'
import type { Deps } from '../platform/deps.ts'
import type { Actor } from './permissions.rules.ts'

type Owner = { personId: number } | { officerId: number }
export type Sessions = {
  actorOf(request: FastifyRequest): Promise<Actor>
  /** What the frame of a personal page says of its reader. */
  chromeOf(request: FastifyRequest): Partial<Chrome>
  /** Signs in: a new session, its cookie set on the reply. */
  start(reply: FastifyReply, request: FastifyRequest, owner: Owner): Promise<void>
}
export function openSessions(_deps: Deps): Sessions {
  return { actorOf: async () => ({ kind: 'visitor' }), chromeOf: () => ({}), start: async () => {} }
}
