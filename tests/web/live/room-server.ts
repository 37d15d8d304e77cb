import websocket from '@fastify/websocket'
import fastify from 'fastify'
import type { LiveMessage, LiveSnapshot, ServerFrame } from '../../../shared/live.ts'
import { Connection, type Hear, type LineState } from '../../../web/lib/live/connection.ts'
import type { Pace } from '../../../web/lib/live/pace.ts'
import { atEndOfFile } from '../../support/lifetime.ts'

export const snapshotAt = (seq: number, epoch = 'e1'): LiveSnapshot => ({
  epoch,
  seq,
  room: {
    townHallId: 7,
    phase: 'open',
    moderation: 'before',
    naming: 'masked',
    slowSeconds: 0,
    reactions: true,
    show: 'stage',
    order: [],
    openedAt: '2026-12-10T10:00:00Z',
  },
  you: { role: 'guest', name: null, voted: [], polls: {} },
  questions: [],
  own: [],
  host: [],
  polls: [],
  presence: { people: 300, screens: 1 },
  caption: null,
  now: '2026-12-10T10:30:00Z',
})

/** A message that can be told from others by its number. */
export const gone = (id: number): LiveMessage => ({ k: 'question-gone', id, mergedInto: null })

type Line = { send(frame: ServerFrame): void; close(code?: number): void; heard: { t: string }[] }

/** A real server that speaks a room's protocol, as a test tells it to. */
export async function roomServer() {
  const app = fastify({ forceCloseConnections: true })
  await app.register(websocket)
  const lines: Line[] = []
  const server = {
    lines,
    /** What every hello is answered with. */
    onHello: (_line: Line, _hello: { epoch: string | null; lastSeq: number }) => {},
    onCommand: (_line: Line, _command: { id: string; op: string }) => {},
    sockets: true,
    http: true,
    seq: 5,
    commands: [] as { id: string; op: string }[],
    address: '',
  }
  app.addHook('onRequest', async (request, reply) => {
    const blocked = request.url.includes('/live?') ? !server.sockets : !server.http
    if (blocked) return reply.code(503).send('away')
  })
  app.get('/api/town-halls/7/live', { websocket: true }, (socket) => {
    const line: Line = {
      send: (frame) => socket.send(JSON.stringify(frame)),
      close: (code = 1012) => socket.close(code),
      heard: [],
    }
    lines.push(line)
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { t: string; command: { id: string; op: string } }
      line.heard.push(frame)
      if (frame.t === 'hello') server.onHello(line, frame as never)
      if (frame.t === 'cmd') server.onCommand(line, frame.command)
    })
  })
  app.get('/api/town-halls/7/live-state', async () => snapshotAt(server.seq))
  app.get('/api/town-halls/7/messages', async ({ query }) => {
    const after = Number((query as { after: string }).after)
    const items = Array.from({ length: server.seq - after }, (_, at) => ({
      seq: after + at + 1,
      m: gone(after + at + 1),
    }))
    return { epoch: 'e1', seq: server.seq, reset: false, items, latest: [] }
  })
  app.post('/api/town-halls/7/commands', async ({ body }) => {
    const command = body as { id: string; op: string }
    server.commands.push(command)
    return { id: command.id, ok: true, target: 1, problem: null, temporary: false }
  })
  server.address = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/town-halls/7`
  atEndOfFile(() => app.close())
  return server
}

type Told = { told: string[]; states: LineState[]; connection: Connection }

const quick: Partial<Pace> = {
  firstMostMs: 20,
  laterLeastMs: 5,
  laterMostMs: 40,
  helloMs: 400,
  deadMs: 400,
  pollMs: 20,
  socketAgainMs: 150,
}

/** A client whose waits are short; `told` is all it heard, in order. */
export function client(address: string, pace: Partial<Pace> = {}): Told {
  const told: string[] = []
  const states: LineState[] = []
  const hear: Hear = {
    snapshot: ({ seq }) => void told.push(`all ${seq}`),
    message: (message) => void told.push(message.k === 'question-gone' ? String(message.id) : message.k),
    latest: ({ k }) => void told.push(k),
    you: () => void told.push('you'),
    ack: ({ ok }) => void told.push(ok ? 'ok' : 'refused'),
    line: (state, why) => void states.push(why ? (`${state} ${why.code}` as LineState) : state),
  }
  const connection = new Connection({
    address,
    view: 'attendee',
    lang: 'ko',
    seen: null,
    people: () => 300,
    hear,
    pace: { ...quick, ...pace },
  })
  atEndOfFile(() => connection.close())
  connection.open()
  return { told, states, connection }
}
