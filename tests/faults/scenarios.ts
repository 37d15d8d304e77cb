import { setTimeout as sleep } from 'node:timers/promises'
import { startStorm, type Storm } from './storm.ts'
import { jobsLeft, recovery, type Verdict, verify } from './verify.ts'
import type { World } from './world.ts'

export type Found = Verdict & {
  /** Answers nobody should get, in words. */
  odd: string[]
  /** Times someone was told to come back, and times nobody answered. */
  refused: number
  unreached: number
  /** Jobs that were not done in the end. */
  jobs_left: number
  /** Seconds from the end of the fault until a write is taken again. */
  recovered_s: number
}

export type Scenario = {
  name: string
  /** In the short form too. */
  short: boolean
  /** Whether it can be made here; else why not. */
  runs?(): true | string
  run(world: World): Promise<Found>
}

/** How long the storm blows before and after. */
const beforeMs = (world: World) => (world.quick ? 1000 : 4000)

/**
 * A storm of writes, a fault in the middle of it, and what stands afterwards.
 * @param fault does the harm and undoes it; it ends when what was harmed is there again
 */
export async function throughStorm(
  world: World,
  fault: (storm: Storm) => Promise<void>,
  urls?: string[],
): Promise<Found> {
  const storm = await startStorm(world, urls)
  await sleep(beforeMs(world))
  await fault(storm)
  const recovered_s = await recovery(world, Date.now())
  await sleep(beforeMs(world))
  await storm.end()
  const jobs_left = await jobsLeft(world)
  const { odd, refused, unreached } = storm.seen
  return { ...(await verify(world, storm)), odd, refused, unreached, jobs_left, recovered_s }
}

/** How long a database stays away. */
const awayMs = (world: World) => (world.quick ? 1500 : 6000)

export const scenarios: Scenario[] = [
  {
    name: 'server killed',
    short: true,
    run: (world) =>
      throughStorm(world, async () => {
        await world.product.stop('SIGKILL')
        await world.restart()
      }),
  },
  {
    name: 'database stopped and started',
    short: true,
    run: (world) =>
      throughStorm(world, async () => {
        await world.postgres.stop()
        await sleep(awayMs(world))
        await world.postgres.start()
      }),
  },
  {
    name: 'database crashed and recovered',
    short: false,
    run: (world) =>
      throughStorm(world, async () => {
        await world.postgres.crash()
        await world.postgres.start()
      }),
  },
  {
    name: 'database paused',
    short: false,
    run: (world) =>
      throughStorm(world, async ({ seen }) => {
        const before = seen.refused
        await world.postgres.pause()
        await sleep(25_000)
        await world.postgres.resume()
        if (seen.refused === before)
          seen.odd.push('nobody was told to come back while the database stood still')
      }),
  },
  {
    name: 'lines cut before the answer to a commit',
    short: true,
    run: (world) =>
      throughStorm(world, async ({ seen }) => {
        world.proxy.mode = 'cut'
        await sleep(awayMs(world))
        world.proxy.mode = 'through'
        if (world.proxy.cuts === 0) seen.odd.push('no line was cut')
      }),
  },
  {
    name: 'mail server refuses, is slow, takes mails and fails',
    short: true,
    run: (world) =>
      throughStorm(world, async () => {
        const { smtp } = world
        smtp.delay = 500
        for (const mode of ['refuse', 'slow', 'drop'] as const) {
          smtp.mode = mode
          await sleep(awayMs(world) / 2)
        }
        smtp.mode = 'accept'
      }),
  },
  {
    name: 'two processes, one killed',
    short: true,
    async run(world) {
      const other = await world.another()
      return throughStorm(world, async () => {
        await other.stop('SIGKILL')
        await world.another(new URL(other.url).port)
      }, [world.url, other.url.replace('localhost', '127.0.0.1')])
    },
  },
]
