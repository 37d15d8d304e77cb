import type { LiveAck, LiveSnapshot, MessagesReply } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { RoomView } from '../../../shared/live-states.ts'
import type { Lang, ProblemReply } from '../../../shared/wire.ts'
import type { Cursor } from './cursor.ts'

/** The server refused; what it said. */
export class Refused extends Error {
  readonly problem: ProblemReply
  constructor(problem: ProblemReply) {
    super(problem.detail)
    this.problem = problem
  }
}

/** Longer than this no answer is waited for, in milliseconds. */
const patienceMs = 8_000

/** Refusals that time heals: too soon, or the room takes nothing at the moment. */
const isPassing = ({ status, code }: ProblemReply) =>
  status === 429 || code === 'room-paused' || code === 'room-not-open'

export type Calls = ReturnType<typeof callsOf>

/**
 * The room over HTTP, for where sockets are blocked. Every call throws `Refused` where the server said no, and
 * something else where nobody knows.
 * @param address `https://…/api/town-halls/7`
 */
export function callsOf(address: string, view: RoomView, lang: Lang) {
  async function call<T>(path: string, body?: unknown): Promise<T> {
    const reply = await fetch(`${address}${path}as=${view}`, {
      method: body === undefined ? 'GET' : 'POST',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        accept: 'application/json',
        'accept-language': lang,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const json = /json/.test(reply.headers.get('content-type') ?? '')
    const answer = json ? ((await reply.json()) as unknown) : null
    if (reply.ok && json) return answer as T
    // What is no answer of ours, or a fault, says nothing about what was asked.
    if (!json || reply.status >= 500) throw new Error(`answer ${reply.status}`)
    throw new Refused(answer as ProblemReply)
  }
  return {
    state: () => call<LiveSnapshot>('/live-state?'),
    messages: ({ epoch, seq }: Cursor) =>
      call<MessagesReply>(`/messages?after=${seq}&epoch=${encodeURIComponent(epoch ?? '')}&`),
    /** A refusal of the route itself is told as one of the command. */
    command: async (command: LiveCommandInput): Promise<LiveAck> => {
      try {
        return await call<LiveAck>('/commands?', command)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { problem } = error
        return { id: command.id, ok: false, target: null, problem, temporary: isPassing(problem) }
      }
    },
  }
}
