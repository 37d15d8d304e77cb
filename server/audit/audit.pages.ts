import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AuditLine, AuditProps } from '../../shared/audit.ts'
import { lineText } from '../../shared/wire.ts'
import { officerOf } from '../accounts/guard.ts'
import { officerNames } from '../accounts/officers.queries.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { firstBrokenSeal, record } from './audit.actions.ts'
import { type Entry, idOfNumber, lastSeal, newestEntries, numbersOf } from './audit.queries.ts'

const text = lineText(60).catch('').default('')
const Query = z.object({
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
  check: z.literal('1').optional().catch(undefined),
  kind: text,
  id: text,
})
const perPage = 50

/** The administrator's view of the audit log, newest first, and on request the check of its whole chain. */
export function auditPages(app: FastifyInstance, deps: Deps) {
  app.get('/desk/audit', { config: { may: 'desk.audit' } }, async (request, reply) => {
    const { before, check, kind, id } = Query.parse(request.query)
    const about = kind ? { kind, id: await storedId(deps.db, kind, id) } : undefined
    const found = await newestEntries(deps.db, perPage + 1, before, about)
    const checked = check ? { broken: await firstBrokenSeal(deps) } : null
    const act = check ? 'audit.check' : 'audit.read'
    await record(
      deps,
      deps.db,
      officerOf(request),
      act,
      { kind: 'site', id: 'audit' },
      { kind, id, ...checked },
    )
    const seal = await lastSeal(deps.db)
    const props: AuditProps = {
      entries: await linesOf(deps.db, found.slice(0, perPage)),
      filter: { kind, id },
      first: before === undefined ? null : address({ kind, id }),
      next: found.length > perPage ? address({ kind, id, before: String(found[perPage - 1]!.id) }) : null,
      seal: seal && {
        position: seal.position,
        hash: seal.hash.toString('hex'),
        at: seal.sealedAt.toISOString(),
      },
      checked,
    }
    return reply.page('AuditPage', props)
  })
}

/** A petition is asked for by its number and kept by its id; undefined asks for all of the kind. */
async function storedId(db: Db, kind: string, id: string): Promise<string | undefined> {
  if (kind === 'petition' && id.includes('-')) return (await idOfNumber(db, id)) ?? id
  return id || undefined
}

function address(query: Record<string, string>) {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return given.size > 0 ? `/desk/audit?${given}` : '/desk/audit'
}

async function linesOf(db: Db, entries: Entry[]): Promise<AuditLine[]> {
  const idsAbout = (kind: string) =>
    entries.flatMap(({ aboutKind, aboutId }) =>
      aboutKind === kind && /^\d{1,15}$/.test(aboutId) ? Number(aboutId) : [],
    )
  const actors = entries.flatMap(({ actorKind, actorId }) => (actorKind === 'officer' ? (actorId ?? []) : []))
  const names = await officerNames(db, [...new Set([...actors, ...idsAbout('officer')])])
  const numbers = await numbersOf(db, [...new Set(idsAbout('petition'))])
  const labelOf = ({ aboutKind, aboutId }: Entry) => {
    if (aboutKind === 'officer') return names.get(Number(aboutId)) ?? aboutId
    return (aboutKind === 'petition' && numbers.get(aboutId)) || aboutId
  }
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at.toISOString(),
    who: {
      kind: entry.actorKind,
      name: entry.actorKind === 'officer' ? (names.get(entry.actorId!) ?? null) : null,
    },
    act: entry.act,
    about: { kind: entry.aboutKind, id: entry.aboutId, label: labelOf(entry) },
    detail: Object.entries(entry.detail)
      .filter(([, value]) => value !== null && value !== '')
      .map(([key, value]) => ({ key, value: typeof value === 'string' ? value : JSON.stringify(value) })),
  }))
}
