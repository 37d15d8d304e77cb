import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { type DestinationStream, pino } from 'pino'

/** JSON lines without personal data: errors tell where they arose and which table, never what stood in it. */
export const openLog = (level: string, into?: DestinationStream): FastifyBaseLogger =>
  pino({ level, base: null, serializers: { err: tellError, req: tellRequest } }, into!) as FastifyBaseLogger

/** No line a request of its own: addresses can hold names of people, and readers' network addresses are personal. */
export const quietRequests = new fastify.LogController({ disableRequestLogging: true })

/** At `debug` a line for each request: its route's pattern, never its address, sender or contents. */
export function logRequests(app: FastifyInstance) {
  app.addHook('onResponse', async ({ log, method, routeOptions }, { statusCode, elapsedTime }) => {
    log.debug({ method, route: routeOptions.url, status: statusCode, ms: Math.round(elapsedTime) }, 'request')
  })
}

const tellRequest = ({ method, routeOptions }: { method: string; routeOptions?: { url?: string } }) => ({
  method,
  route: routeOptions?.url,
})

type Told = {
  type: string
  message?: string
  stack: string
  cause?: Told
} & Record<string, unknown>

/** Messages of database errors quote values; their code and place are enough to find the fault. */
function tellError(error: unknown, depth = 0): Told {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' }
  const { query, code, table_name, column_name, constraint_name, routine } = error as unknown as Record<
    string,
    unknown
  >
  const ofDatabase = query !== undefined || routine !== undefined
  return {
    type: error.constructor.name,
    ...(!ofDatabase && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(ofDatabase && { query, table: table_name, column: column_name, constraint: constraint_name }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && depth < 3 && { cause: tellError(error.cause, depth + 1) }),
  }
}
