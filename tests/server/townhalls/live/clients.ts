import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { LiveCommandInput } from '../../../../shared/live.commands.ts'
import type { LiveAck, LiveMessage, LiveSnapshot, ServerFrame } from '../../../../shared/live.ts'
import type { TestApp } from '../../../support/app.ts'
import { atEndOfFile } from '../../../support/lifetime.ts'
import { parties } from '../../../../server/townhalls/seats/registrations.tables.ts'
import { anOpenHall, type Hall } from '../seats.fixtures.ts'

type Site = Pick<TestApp, 'deps' | 'as' | 'api' | 'url'>
type Where = { url: string }
type As = 'attendee' | 'host' | 'screen'
type Seen = { epoch: string | null; lastSeq: number }
/** A command without its id, which is made here unless given. */
export type Command = LiveCommandInput extends infer C
  ? C extends { id: string }
    ? Omit<C, 'id'> & { id?: string }
    : never
  : never

export const wsUrl = ({ url }: Where, hall: number, as: As = 'attendee') =>
  `${url.replace('http', 'ws')}/api/town-halls/${hall}/live?as=${as}`

/** An open socket of our own page: its frames in order, and what they say of the room. */
export type Client = Awaited<ReturnType<typeof join>>

/** Opens a room as a browser with this session does, and waits until it is greeted. */
export async function join(
  site: Where,
  hall: number,
  {
    cookie,
    as = 'attendee',
    seen = { epoch: null, lastSeq: 0 },
  }: { cookie?: string; as?: As; seen?: Seen } = {},
) {
  const socket = new WebSocket(wsUrl(site, hall, as), {
    headers: { origin: site.url, ...(cookie && { cookie }) },
  })
  const frames: ServerFrame[] = []
  const messages = new Map<number, LiveMessage>()
  const acks = new Map<string, (ack: LiveAck) => void>()
  const waiting = new Set<() => void>()
  const now = { epoch: seen.epoch, seq: seen.lastSeq, closed: null as number | null }
  const faults: string[] = []

  const applied = (seq: number, message: LiveMessage) => {
    if (seq !== now.seq + 1) faults.push(`${seq} came after ${now.seq}`)
    messages.set(seq, message)
    now.seq = seq
  }
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as ServerFrame
    frames.push(frame)
    if (frame.t === 'welcome') Object.assign(now, { epoch: frame.snapshot.epoch, seq: frame.snapshot.seq })
    if (frame.t === 'resumed') frame.missed.forEach(({ seq, m }) => applied(seq, m))
    if (frame.t === 'epoch') {
      messages.clear()
      Object.assign(now, { epoch: frame.epoch, seq: frame.seq })
    }
    if (frame.t === 'msg') applied(frame.seq, frame.m)
    if (frame.t === 'ack') acks.get(frame.ack.id)?.(frame.ack)
    if (frame.t === 'ping') socket.send('{"t":"pong"}')
    for (const look of waiting) look()
  })
  socket.on('close', (code: number) => {
    now.closed = code
    for (const look of waiting) look()
  })
  const opened = once(socket, 'open')
  socket.on('error', () => {})
  await opened
  atEndOfFile(() => socket.terminate())

  /** Waits until something is so; the test's own time limit ends a vain wait. */
  const until = <T>(look: () => T | undefined | false) =>
    new Promise<T>((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined || found === false) return
        waiting.delete(check)
        resolve(found as T)
      }
      waiting.add(check)
      check()
    })

  const client = {
    socket,
    frames,
    messages,
    now,
    faults,
    until,
    hello: (from: Seen = { epoch: now.epoch, lastSeq: now.seq }) =>
      socket.send(JSON.stringify({ t: 'hello', ...from })),
    greeted: () => until(() => frames.find((frame) => frame.t === 'welcome' || frame.t === 'resumed')),
    snapshot: () =>
      until(() => frames.findLast((frame) => frame.t === 'welcome')).then(
        (frame) => (frame as { snapshot: LiveSnapshot }).snapshot,
      ),
    send(command: Command): Promise<LiveAck> {
      const id = command.id ?? randomUUID()
      socket.send(JSON.stringify({ t: 'cmd', command: { ...command, id } }))
      return new Promise((resolve) => acks.set(id, resolve))
    },
    /** Sends a command that has to work. */
    async done(command: Command): Promise<number> {
      const ack = await client.send(command)
      if (!ack.ok) throw new Error(`${command.op}: ${ack.problem?.code}`)
      return ack.target!
    },
    /** The last message of a kind that fits. */
    heard: <K extends LiveMessage['k']>(
      k: K,
      fits: (m: Extract<LiveMessage, { k: K }>) => boolean = () => true,
    ) =>
      until(() =>
        [...messages.values()].findLast(
          (m): m is Extract<LiveMessage, { k: K }> => m.k === k && fits(m as never),
        ),
      ),
    /** The newest frame of a kind told as it stands. */
    latest: (k: string, fits: (v: never) => boolean = () => true) =>
      until(() =>
        frames.findLast((frame) => frame.t === 'latest' && frame.f.k === k && fits(frame.f.v as never)),
      ),
    closed: () => until(() => now.closed ?? undefined),
  }
  client.hello(seen)
  await client.greeted()
  return client
}

/** A town hall that begins now, its host, and the room opened by them. */
export async function aLiveRoom(
  site: Site & { setNow(at: Date): void },
  rules: Record<string, unknown> = {},
) {
  const at = site.deps.now()
  const hall = await anOpenHall(site, {
    startsAt: new Date(at.getTime() + 3_600_000),
    registrationOpensAt: new Date(at.getTime() - 86_400_000),
    registrationClosesAt: new Date(at.getTime() + 1_800_000),
    limits: [['total', '', 100_000]],
  })
  const officer = await site.as.officer('communication')
  const host = await join(site, hall.id, { cookie: officer.cookie, as: 'host' })
  await host.done({ op: 'open' })
  if (Object.keys(rules).length > 0) await host.done({ op: 'rules', ...rules })
  return { hall, host, officer }
}

let lastPlace = 0
/** Gives someone a seat, also where registering is over. */
export async function register({ deps }: Site, hall: Hall, personId: number) {
  const at = deps.now()
  await deps.db.insert(parties).values({
    partyId: randomUUID(),
    townHallId: hall.id,
    sittingId: hall.sittingId,
    personId,
    state: 'confirmed',
    place: (lastPlace += 1),
    mode: 'in-person',
    kind: 'resident',
    dong: 'yeoui',
    answers: {},
    note: '',
    lang: 'ko',
    createdAt: at,
    updatedAt: at,
    confirmedAt: at,
  })
}

/** Someone signed in, registered or not, with an open socket. */
export async function attendee(site: Site, hall: Hall, { registered = false, name = '김하늘' } = {}) {
  const person = await site.as.resident({ displayName: name })
  if (registered) await register(site, hall, person.personId)
  return { ...(await join(site, hall.id, { cookie: person.cookie })), ...person }
}

export const question = (text = '가로등은 며칠 만에 고쳐지나요?', name = ''): Command => ({
  op: 'ask',
  text,
  name,
  lang: 'ko',
})
