import { Worker } from 'node:worker_threads'

/** What is asked of a server, and how hard. */
export type Plan = {
  url: string
  /** Whole requests as they go over the line (`requestOf`), asked in order and over again. */
  requests: string[]
  /** Connections that are kept open, each with one request at a time. */
  connections: number
  /** Ends after so many requests, or after so many milliseconds, whatever comes first. */
  most?: number
  ms?: number
  /** Requests a second, begun whether or not earlier ones were answered; without it as fast as answers come. */
  perSecond?: number
}

/** Times are in milliseconds; a paced request's time begins when it was due, so that waiting for a line counts. */
export type Loaded = {
  done: number
  /** Lines that broke before an answer came. */
  broken: number
  byStatus: Record<string, number>
  /** The first refusal, in the server's words. */
  refusal?: string
  elapsedMs: number
  perSecond: number
  p50: number
  p95: number
  p99: number
}

/** Asks from a thread of its own, so that measuring one load is not slowed by making another. */
export function load(plan: Plan): Promise<Loaded> {
  const worker = new Worker(new URL('./load.worker.ts', import.meta.url), { workerData: plan })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** One HTTP/1.1 request as text. */
export function requestOf(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): string {
  const all = {
    host: 'localhost',
    ...headers,
    ...((body || method === 'POST') && { 'content-length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

/** @throws when anything was answered but what is allowed: a figure of refusals would be no figure */
export function allAnswered(loaded: Loaded, ...allowed: number[]): Loaded {
  const others = Object.keys(loaded.byStatus).filter((status) => !allowed.includes(Number(status)))
  if (others.length > 0 || loaded.broken > 0)
    throw new Error(`Not all was answered as it should: ${JSON.stringify(loaded)}`)
  return loaded
}
