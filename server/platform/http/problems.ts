import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type FieldProblem, fieldMessage, fieldProblems } from '../../../shared/forms.ts'
import { type ProblemCode, problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { ProblemReply } from '../../../shared/wire.ts'
import { isInDoubt, isUnavailable } from '../db/faults.ts'
import { Overloaded } from '../db/gather.ts'

type Answer = { code: ProblemCode; params?: Record<string, string | number>; fields?: FieldProblem[] }

const byStatus: Partial<Record<number, ProblemCode>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'media-type',
}

/** What is told of an error. Only a `Refusal` chooses its own words; all that is unknown is `unexpected`. */
export function answerTo(error: unknown, lang: string): Answer {
  if (error instanceof Refusal) {
    const field = error.field
      ? [{ field: error.field, message: sentence(error.code, lang, error.params) }]
      : undefined
    return { code: error.code, params: error.params, ...(field && { fields: field }) }
  }
  if (error instanceof z.ZodError) return { code: 'not-valid', fields: fieldProblems(error, lang) }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((fault) => {
      const issue = {
        ...fault.params,
        message: fault.message,
        code: fault.keyword,
      } as unknown as z.core.$ZodIssue
      const path = fault.instancePath.split('/').filter(Boolean)
      return { field: path.join('.'), message: fieldMessage({ ...issue, path } as z.core.$ZodIssue, lang) }
    })
    if (error.validationContext === 'params') return { code: 'not-found' }
    return { code: 'not-valid', fields }
  }
  if (error instanceof Overloaded) return { code: 'try-again', params: { seconds: error.retryAfterSeconds } }
  if (isUnavailable(error) || isInDoubt(error)) return { code: 'try-again', params: { seconds: 5 } }
  const status = (error as FastifyError).statusCode
  if (status === 429) return { code: 'too-many-requests', params: { seconds: retryAfter(error) } }
  return { code: (status && byStatus[status]) || (status && status < 500 ? 'bad-request' : 'unexpected') }
}

const retryAfter = (error: unknown) =>
  Math.max(1, Number((error as { retryAfter?: number }).retryAfter ?? 60))

/** The RFC 9457 body of a refusal. */
export function problemReply(answer: Answer, lang: string, publicUrl: string): ProblemReply {
  const { code, params = {}, fields } = answer
  return {
    type: `${publicUrl}/problems/${code}`,
    title: sentence(code, lang, params),
    status: problems[code].status,
    code,
    detail: fields?.[0]?.message ?? sentence(code, lang, params),
    ...(fields && { fields }),
  }
}

type Render = (request: FastifyRequest, reply: FastifyReply, problem: ProblemReply) => Promise<unknown>

/** Answers every error of the site: problem+json for programs, a page for people. */
export function speakProblems(app: FastifyInstance, publicUrl: string, renderPage: Render) {
  const answerWith = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const answer = answerTo(error, request.lang)
    if (answer.code === 'unexpected') request.log.error({ err: error }, 'unexpected')
    const problem = problemReply(answer, request.lang, publicUrl)
    reply.code(problem.status).header('cache-control', 'no-store').header('vary', 'accept, accept-language')
    const seconds = answer.params?.seconds
    if (seconds !== undefined) reply.header('retry-after', String(seconds))
    if (wantsPage(request)) return renderPage(request, reply, problem)
    return reply.type('application/problem+json; charset=utf-8').send(problem)
  }
  app.setErrorHandler(answerWith)
  const methodsAt = knownAddresses(app)
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.path)
    if (methods.length > 0) reply.header('allow', methods.join(', '))
    const code = methods.length > 0 ? 'method-not-allowed' : 'not-found'
    return answerWith(new Refusal(code), request, reply)
  })
}

/** Which methods an address takes, for a request whose method has no route there. Files (`*`) do not count. */
function knownAddresses(app: FastifyInstance) {
  const routes: { pattern: RegExp; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const text = url.replaceAll(/[.]/g, String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')
    routes.push({ pattern: new RegExp(`^${text}/?$`), methods: [method].flat() })
  })
  return (path: string) => {
    const taken = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)
    return [...new Set(taken)].toSorted()
  }
}

/** People get pages, programs get JSON: the address decides, then what the caller says it accepts. */
const wantsPage = (request: FastifyRequest) =>
  !/^\/(api|health|metrics|assets)(\/|$)/.test(request.path) &&
  (request.headers.accept ?? '').includes('text/html')
