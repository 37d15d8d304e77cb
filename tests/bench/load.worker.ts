import { connect, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { percentile } from './figures.ts'
import type { Loaded, Plan } from './load.ts'
import { createReader } from './replies.ts'

const { url, requests, connections, most = Infinity, ms = Infinity, perSecond } = workerData as Plan
const { hostname, port } = new URL(url)

const times: number[] = []
const byStatus: Record<string, number> = {}
let begun = 0
let answered = 0
let broken = 0
let refusal: string | undefined
const startedAt = performance.now()
const due: number[] = []
const idle: Line[] = []

type Line = { socket: Socket; since: number; busy: boolean }

const over = () => begun >= most || performance.now() - startedAt >= ms

/** One request on a line that is free; `since` is when it was due. */
function send(line: Line, since: number) {
  line.since = since
  line.busy = true
  line.socket.write(requests[begun % requests.length]!)
  begun += 1
}

/** What a line does next: what is due, or at full speed the next at once. */
function next(line: Line) {
  if (perSecond === undefined) {
    if (!over()) return send(line, performance.now())
  } else if (due.length > 0) return send(line, due.shift()!)
  idle.push(line)
  if (idle.length === connections && over() && due.length === 0) finish()
}

function open(): Promise<Line> {
  return new Promise((opened) => {
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    const line: Line = { socket, since: 0, busy: false }
    socket.once('connect', () => opened(line))
    socket.on(
      'data',
      createReader((status, body) => {
        if (status >= 400) refusal ??= body.toString()
        times.push(performance.now() - line.since)
        byStatus[status] = (byStatus[status] ?? 0) + 1
        answered += 1
        line.busy = false
        next(line)
      }),
    )
    socket.on('error', () => {})
    socket.once('close', async () => {
      if (finished) return
      if (line.busy) broken += 1
      const fresh = await open()
      next(fresh)
    })
  })
}

let finished = false
function finish() {
  if (finished) return
  finished = true
  const elapsedMs = performance.now() - startedAt
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => percentile(sorted, share)
  const loaded: Loaded = {
    done: answered,
    broken,
    byStatus,
    ...(refusal !== undefined && { refusal }),
    elapsedMs,
    perSecond: (answered / elapsedMs) * 1000,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
  // A thread of ours has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort!.postMessage(loaded)
  for (const line of idle) line.socket.destroy()
  process.exit(0)
}

const lines = await Promise.all(Array.from({ length: connections }, open))
if (perSecond === undefined) lines.forEach(next)
else {
  idle.push(...lines)
  let planned = 0
  const clock = setInterval(() => {
    const now = performance.now()
    const wanted = Math.min(most, Math.floor((Math.min(now - startedAt, ms) / 1000) * perSecond))
    for (; planned < wanted; planned += 1) due.push(startedAt + (planned / perSecond) * 1000)
    while (due.length > 0 && idle.length > 0) send(idle.pop()!, due.shift()!)
    if (over() || planned >= most) {
      clearInterval(clock)
      if (idle.length === connections && due.length === 0) finish()
    }
  }, 2)
}
