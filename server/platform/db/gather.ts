import { InDoubt, isDataFault as isDataFaultOfPostgres, isInDoubt } from './faults.ts'

/** The queue is full: more would only make all wait longer. */
export class Overloaded extends Error {
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('Too much is waiting to be written.')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

type Options<In, Out> = {
  /** How many items may wait or be in flight; one more is refused at once. */
  limit: number
  /** How many items one write takes at most. */
  batch: number
  /** Writes all or nothing, and answers one outcome for each item, in order. */
  write: (items: In[]) => Promise<Out[]>
  /** Whether the items themselves were the fault, so that the guilty one is looked for. */
  isDataFault?: (error: unknown) => boolean
}

export type Gather<In, Out> = {
  /** @throws Overloaded when the queue is full; InDoubt when the connection was lost before the outcome was known */
  add(item: In): Promise<Out>
  /** Items that wait or are in flight. */
  size(): number
  /** Resolves when nothing waits and nothing is in flight. */
  drain(): Promise<void>
}

type Waiting<In, Out> = { item: In; resolve: (outcome: Out) => void; reject: (error: unknown) => void }

/**
 * Group commit. While one write is in flight, what comes is gathered and goes as one next write, in order of arrival:
 * the busier it is, the larger the batch, so that a commit and a row lock are paid once for many.
 */
export function createGather<In, Out>(options: Options<In, Out>): Gather<In, Out> {
  const { limit, batch, write, isDataFault = isDataFaultOfPostgres } = options
  let waiting: Waiting<In, Out>[] = []
  let inFlight = 0
  let lastWriteMs = 0
  let pumping: Promise<void> | undefined

  async function send(entries: Waiting<In, Out>[]): Promise<void> {
    try {
      const outcomes = await write(entries.map((entry) => entry.item))
      if (outcomes.length !== entries.length)
        throw new Error('A write must answer one outcome for each item.')
      for (const [i, entry] of entries.entries()) entry.resolve(outcomes[i] as Out)
    } catch (error) {
      if (entries.length > 1 && !isInDoubt(error) && isDataFault(error)) {
        // Nothing of this write has happened, so both halves can be tried; in order, as they came.
        const middle = Math.ceil(entries.length / 2)
        await send(entries.slice(0, middle))
        await send(entries.slice(middle))
        return
      }
      const reason = isInDoubt(error) ? new InDoubt(error) : error
      for (const entry of entries) entry.reject(reason)
    }
  }

  async function pump(): Promise<void> {
    // What arrives in the same turn of the event loop goes together from the first write on.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const entries = waiting.slice(0, batch)
      waiting = waiting.slice(batch)
      inFlight = entries.length
      const began = performance.now()
      await send(entries)
      lastWriteMs = performance.now() - began
      inFlight = 0
    }
    pumping = undefined
  }

  async function drain(): Promise<void> {
    if (!pumping) return
    await pumping
    // More may have come while the last write was answered.
    await drain()
  }

  /** Whole seconds until a queue of this length is written at the present pace, between 1 and 30. */
  const retryAfter = () => Math.min(30, Math.max(1, Math.ceil(((limit / batch) * lastWriteMs) / 1000)))

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length + inFlight >= limit) return reject(new Overloaded(retryAfter()))
        waiting.push({ item, resolve, reject })
        pumping ??= pump()
      }),
    size: () => waiting.length + inFlight,
    drain,
  }
}
