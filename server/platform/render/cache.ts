import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '../db/faults.ts'
import { Overloaded } from '../db/gather.ts'
import { type Bodies, openBodies } from './bodies.ts'

/** About a second: long enough that a crowd of readers costs one rendering, short enough that nobody notices. */
const freshMs = 1000
const mostPages = 2000

export type Made =
  | {
      text: string
      status: number
      /** The text as it reads when it could not be made again for so many seconds. */
      aged?: ((seconds: number) => string) | undefined
    }
  | { redirect: string; status: number }

/** `age`: whole seconds since it was made, where it could not be made again in time; 0 is the usual. */
export type CachedPage = { status: number; age: number } & ({ redirect: string } | { bodies: Bodies })

export type PageCache = {
  /**
   * The page of an address; many who ask at once wait for one making of it. Where making it takes long or fails because
   * the database is away, the one made before is given again for a minute, and says how old it is.
   * @throws Overloaded when there is none and too many others are being made, or it takes too long; what `make` throws
   */
  get(address: string, make: () => Promise<Made>): Promise<CachedPage>
  /** Drops every page whose address contains the text, at once; '' drops all. */
  drop(part: string): void
}

type Limits = {
  clock?: () => number
  /** Longest that a reader waits for a new page while there is an older one, in milliseconds. */
  patienceMs?: number
  /** Longest that a reader waits for a page of which there is none. */
  deadlineMs?: number
  /** How long a page that cannot be made again is still given. */
  oldestMs?: number
  /** How many pages are made at the same time. */
  mostMaking?: number
}

type Making = { page: Promise<CachedPage>; since: number }
type Entry = { made: Made; page: CachedPage; at: number; aged?: CachedPage }

export function createPageCache({
  clock = Date.now,
  patienceMs = 300,
  deadlineMs = 10_000,
  oldestMs = 60_000,
  mostMaking = 200,
}: Limits = {}): PageCache {
  const kept = new Map<string, Entry>()
  const makings = new Map<string, Making>()

  function keep(address: string, made: Made): CachedPage {
    const page = pageOf(made, 0)
    kept.delete(address)
    if (page.status >= 500) return page
    kept.set(address, { made, page, at: clock() })
    if (kept.size > mostPages) kept.delete(kept.keys().next().value!)
    return page
  }

  function begin(address: string, make: () => Promise<Made>): Making {
    const making: Making = { since: clock(), page: attempt() }
    const current = () => makings.get(address) === making
    async function attempt() {
      try {
        const made = await make()
        // What was dropped meanwhile may show what was before: told to those who wait, kept for nobody.
        return current() ? keep(address, made) : pageOf(made, 0)
      } catch (error) {
        if (!isUnavailable(error) && current()) kept.delete(address)
        throw error
      } finally {
        if (current()) makings.delete(address)
      }
    }
    makings.set(address, making)
    // Whoever waited may have gone on with an older page.
    making.page.catch(() => {})
    return making
  }

  function older(entry: Entry | undefined): CachedPage | undefined {
    if (!entry) return undefined
    const ageMs = clock() - entry.at
    if (ageMs >= oldestMs) return undefined
    const age = Math.floor(ageMs / 1000)
    if (age === 0) return entry.page
    if (entry.aged?.age !== age) entry.aged = pageOf(entry.made, age)
    return entry.aged
  }

  return {
    async get(address, make) {
      const entry = kept.get(address)
      if (entry && clock() - entry.at < freshMs) return entry.page
      const stale = () => older(kept.get(address) === entry ? entry : undefined)
      let making = makings.get(address)
      if (!making && makings.size >= mostMaking) {
        const page = stale()
        if (page) return page
        throw new Overloaded(2)
      }
      making ??= begin(address, make)
      try {
        const wait = stale() ? making.since + patienceMs - clock() : deadlineMs
        const page = wait > 0 ? await within(wait, making.page) : undefined
        if (page) return page
      } catch (error) {
        const page = isUnavailable(error) ? stale() : undefined
        if (page) return page
        throw error
      }
      const page = stale()
      if (page) return page
      throw new Overloaded(5)
    },
    drop(part) {
      for (const address of kept.keys()) if (address.includes(part)) kept.delete(address)
      for (const address of makings.keys()) if (address.includes(part)) makings.delete(address)
    },
  }
}

/** What is there within so many milliseconds. */
async function within<T>(ms: number, promised: Promise<T>): Promise<T | undefined> {
  const enough = new AbortController()
  try {
    return await Promise.race([promised, sleep(ms, undefined, { signal: enough.signal, ref: false })])
  } finally {
    enough.abort()
  }
}

function pageOf(made: Made, age: number): CachedPage {
  if ('redirect' in made) return { ...made, age }
  const { text, status, aged } = made
  return { status, age, bodies: openBodies(age > 0 && aged ? aged(age) : text) }
}
