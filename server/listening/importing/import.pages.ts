import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { emptyForm, type FieldProblem } from '../../../shared/forms.ts'
import type { ImportProps } from '../../../shared/listening-desk.ts'
import { problems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { upTo } from '../../platform/files/files.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { partsOf } from '../../platform/http/parts.ts'
import { importWords } from './import.words.ts'
import { checkLog, importLog, type Plan } from './importing.actions.ts'
import { importLimits, tooLarge } from './sheet.ts'

const parts = {
  throwFileSizeLimit: false,
  limits: { files: 2, fields: 10, parts: 12, fileSize: importLimits.bytes + 1024 },
}
const mostShown = 100
const Done = z.object({
  events: z.coerce.number().int().min(0).catch(0),
  opinions: z.coerce.number().int().min(0).catch(0),
})

/** Past logs from a spreadsheet: looked at first, with every fault by its line, and written by a second press. */
export function importPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.listening.log' } as const
  const path = '/desk/listening/import'
  const empty: ImportProps = { form: emptyForm, plan: null, done: null }

  app.get(path, { config }, async (request, reply) => {
    const query = request.query as Record<string, unknown>
    const done = query.events === undefined ? null : Done.parse(query)
    return reply.page('ImportPage', { ...empty, done })
  })

  const refused = async (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    if (!(error instanceof Refusal) || ['bad-request', 'media-type'].includes(error.code)) throw error
    const found: FieldProblem[] = refusedField(error, 'file', request.lang)
    return reply.page(
      'ImportPage',
      { ...empty, form: { typed: {}, problems: found } },
      problems[error.code].status,
    )
  }

  app.post(`${path}/check`, { config }, async (request, reply) => {
    let sent: { bytes: Buffer; name: string } | null = null
    let over = false
    for await (const part of partsOf(request, parts)) {
      if (part.type === 'field') continue
      if (sent || !part.filename || part.fieldname !== 'file') {
        part.file.resume()
        continue
      }
      const bytes = await buffer(upTo(part.file, importLimits.bytes, () => (over = true)))
      sent = { bytes, name: part.filename }
    }
    try {
      if (over) throw tooLarge()
      if (!sent || sent.bytes.length === 0) throw new Refusal('import-unreadable', { field: 'file' })
      const plan = await checkLog(deps, sent.bytes)
      const name = sent.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 80)
      const props: ImportProps = { ...empty, plan: shown(plan, name, request.lang) }
      return await reply.page('ImportPage', props, plan.faults.length > 0 ? 422 : 200)
    } catch (error) {
      return refused(request, reply, error)
    }
  })

  app.post(path, { config }, async (request, reply) => {
    const typed = typedIn(request)
    const kept = z.uuid().safeParse(typed.kept)
    try {
      if (!kept.success) throw new Refusal('import-gone', { field: 'file' })
      const { events, opinions } = await importLog(deps, officerOf(request), kept.data, typed.name || 'log')
      return reply.see(`${path}?events=${events}&opinions=${opinions}`)
    } catch (error) {
      return refused(request, reply, error)
    }
  })
}

function shown(plan: Plan, name: string, lang: string): NonNullable<ImportProps['plan']> {
  const words = importWords[lang === 'ko' ? 'ko' : 'en']
  return {
    kept: plan.kept,
    name,
    lines: plan.lines,
    fresh: plan.fresh,
    events: plan.events.slice(0, mostShown).map(({ title, startsAt, opinions, known }) => ({
      title,
      startsAt: startsAt.toISOString(),
      opinions: opinions.length,
      known,
    })),
    faults: plan.faults.slice(0, mostShown).map(({ line, column, kind }) => ({
      line,
      column: words.columns[column],
      message: words.faults[kind],
    })),
  }
}
