import { timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { jobFigures } from './metrics.queries.ts'

/** Upper bounds of the buckets of request times, in seconds. */
const bounds = [0.005, 0.02, 0.1, 0.5, 2]

/** What operators watch, as Prometheus reads it; counted by status, never by address or person. */
export function metricsRoutes(app: FastifyInstance, { config, db }: Deps) {
  const byStatus = new Map<number, number>()
  const times = { within: bounds.map(() => 0), count: 0, sum: 0 }
  app.addHook('onResponse', async (_request, { statusCode, elapsedTime }) => {
    byStatus.set(statusCode, (byStatus.get(statusCode) ?? 0) + 1)
    const seconds = elapsedTime / 1000
    times.count += 1
    times.sum += seconds
    bounds.forEach((bound, at) => seconds <= bound && (times.within[at]! += 1))
  })
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  app.addHook('onClose', async () => void loop.disable())

  app.get('/metrics', { config: { may: 'site.health' } }, async (request, reply) => {
    if (!mayWatch(request, config.metricsToken)) throw new Refusal('not-found')
    const jobs = await jobFigures(db)
    const lines = [
      ...told('process_uptime_seconds', 'gauge', { '': process.uptime() }),
      ...told('process_resident_memory_bytes', 'gauge', { '': process.memoryUsage.rss() }),
      ...told('process_cpu_seconds_total', 'counter', {
        '': process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
      }),
      ...told('event_loop_delay_p99_seconds', 'gauge', { '': loop.percentile(99) / 1e9 }),
      ...told('http_requests_total', 'counter', labelled('status', byStatus)),
      ...told('http_request_seconds', 'histogram', histogram(times)),
      ...told('jobs_waiting', 'gauge', { '': jobs.waiting }),
      ...told('jobs_failing', 'gauge', { '': jobs.failing }),
      ...told('mails_in_doubt', 'gauge', { '': jobs.mailsInDoubt }),
    ]
    loop.reset()
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(`${lines.join('\n')}\n`)
  })
}

/** This machine itself, not through a proxy on it; or whoever holds the token. */
function mayWatch({ socket, headers }: FastifyRequest, token: string | undefined): boolean {
  if (token && timingSafeEqual(sha256(headers.authorization ?? ''), sha256(`Bearer ${token}`))) return true
  const direct = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
  return direct && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
}

const told = (name: string, type: string, values: Record<string, number>) => [
  `# TYPE sotong_${name} ${type}`,
  ...Object.entries(values).map(([suffix, value]) => `sotong_${name}${suffix} ${value}`),
]

const labelled = (label: string, counts: Map<number, number>) =>
  Object.fromEntries([...counts].map(([value, count]) => [`{${label}="${value}"}`, count]))

const histogram = ({ within, count, sum }: { within: number[]; count: number; sum: number }) => ({
  ...Object.fromEntries(bounds.map((bound, at) => [`_bucket{le="${bound}"}`, within[at]!])),
  '_bucket{le="+Inf"}': count,
  _sum: sum,
  _count: count,
})
