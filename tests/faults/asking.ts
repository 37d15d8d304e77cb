import { setTimeout as sleep } from 'node:timers/promises'

/** What was seen while things broke. */
export type Seen = {
  /** Answers that told to come back, each with how long to wait. */
  refused: number
  /** Lines that broke, or nobody listened. */
  unreached: number
  /** Answers that nobody should ever get: 500, a 503 that does not say when to come back, a refusal of what is right. */
  odd: string[]
}

export const nothingSeen = (): Seen => ({ refused: 0, unreached: 0, odd: [] })

export type Asked = { method: string; path: string; cookie?: string; body?: unknown; caller: number }

/** Longest that anyone waits for an answer, in milliseconds; the server gives up before. */
const patienceMs = 20_000

/** Asks as a person does who tries again: the same thing, until it is answered or `over` says that it is enough. */
export async function askUntilAnswered(
  url: string,
  { method, path, cookie, body, caller }: Asked,
  seen: Seen,
  over: () => boolean,
): Promise<Record<string, unknown> | null> {
  const headers = {
    'x-forwarded-for': `10.${caller >> 16}.${(caller >> 8) & 255}.${caller & 255}`,
    ...(cookie && { cookie }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  while (!over()) {
    try {
      const reply = await fetch(url + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      })
      const text = await reply.text()
      if (reply.ok) return JSON.parse(text) as Record<string, unknown>
      if (reply.status === 503 && Number(reply.headers.get('retry-after')) > 0) seen.refused += 1
      else seen.odd.push(`${method} ${path} ${reply.status} ${text.slice(0, 200)}`)
    } catch {
      seen.unreached += 1
    }
    await sleep(50 + Math.random() * 150)
  }
  return null
}
