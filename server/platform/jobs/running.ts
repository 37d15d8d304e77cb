import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import type { Jobs, Sweep } from './jobs.ts'

export type Running = { stop(): Promise<void> }

type Options = {
  connectionString: string
  jobs: Jobs
  sweeps: Sweep[]
  log: FastifyBaseLogger
  /** Told whether jobs are being done now. */
  working: (yes: boolean) => void
}

/** How long after the queue gave up it is begun anew, in milliseconds. */
const pauseMs = 500

/**
 * Does jobs as they come and sweeps every minute. The queue gives up when it loses its connection at a bad moment; it
 * is begun anew until told to stop.
 */
export async function startJobs(options: Options): Promise<Running> {
  const { log, working } = options
  const state = { stopping: false }
  outliveLostLines(log)
  let runner: Runner | undefined = await begin(options)
  working(true)
  const supervised = (async () => {
    while (!state.stopping) {
      await runner?.promise.catch((error: unknown) => log.error({ err: error }, 'jobs stopped'))
      working(false)
      runner = undefined
      while (!state.stopping && !runner) {
        await sleep(pauseMs)
        if (!state.stopping) runner = await begin(options).catch(() => undefined)
      }
      if (runner) working(true)
    }
  })()
  return {
    async stop() {
      state.stopping = true
      await runner?.stop().catch(() => {})
      await supervised
    },
  }
}

function begin({ connectionString, jobs, sweeps, log }: Options): Promise<Runner> {
  return run({
    connectionString,
    concurrency: 4,
    noHandleSignals: true,
    maxPoolSize: 5,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ jobs: level }, message)
    }),
    taskList: {
      ...Object.fromEntries(
        Object.entries(jobs).map(([name, job]) => [
          name,
          (payload: unknown) => job(payload as Record<string, unknown>),
        ]),
      ),
      ...Object.fromEntries(sweeps.map((sweep) => [`sweep.${sweep.name}`, () => sweep.run()])),
    },
    parsedCronItems: parseCronItems(
      sweeps.map((sweep) => ({
        task: `sweep.${sweep.name}`,
        match: '* * * * *',
        options: { jobKey: `sweep.${sweep.name}`, maxAttempts: 1, backfillPeriod: 0 },
      })),
    ),
  })
}

let guarded = false

/**
 * graphile-worker 0.17 leaves promises that nobody waits for when a line is cut while it writes what became of a job:
 * the process would end. What they say is logged; the job is given back later (`releaseLostJobs`).
 */
function outliveLostLines(log: FastifyBaseLogger) {
  if (guarded) return
  guarded = true
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof Error) || !/[\\/]graphile-worker[\\/]/.test(error.stack ?? '')) throw error
    log.error({ err: error }, 'jobs lost their line')
  })
}
