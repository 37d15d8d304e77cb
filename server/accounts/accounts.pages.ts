import type { FastifyInstance } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import type { Sessions } from './sessions.ts'
export function accountPages(_app: FastifyInstance, _deps: Deps, _sessions: Sessions) {}
