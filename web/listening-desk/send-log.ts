import type { BatchReply } from '../../shared/listening.ts'
import { type Call, Refused } from '../lib/calls.ts'
import { type Line, type Log, waits } from './log.ts'

const batch = ({ event, closed }: Log, lines: Line[]) => ({
  event,
  opinions: lines.map(({ id, text, handling, category, department, dong, raisedBy, contact, at }) => {
    return { id, text, handling, category, department, dong, raisedBy, contact, at }
  }),
  closed,
})

/**
 * Sends what waits of one event, and writes into it what became of each part. Ids are the phone's own: sent twice it is
 * the same.
 * @param pictureOf the picture of a photo as it lies on the phone
 * @throws Away; Refused where nobody is signed in, or may not
 */
export async function sendLog(call: Call, log: Log, pictureOf: (id: string) => Promise<Blob | null>) {
  const lines = log.lines.filter(waits)
  const silent = lines.length === 0 && (!log.closed || log.closedSent)
  if (!silent && log.problem === null) await sendLines(call, log, lines)
  for (const photo of log.photos.filter(waits)) {
    const picture = await pictureOf(photo.id)
    if (!picture) continue
    const form = new FormData()
    form.append('alt', photo.alt)
    form.append('consent', String(photo.consent))
    form.append('photo', picture, 'photo.jpg')
    try {
      await call('POST', `/api/desk/listening-logs/${log.event.id}/photos/${photo.id}`, form)
      photo.sentAt = new Date().toISOString()
    } catch (error) {
      photo.problem = problemOf(error)
    }
  }
}

async function sendLines(call: Call, log: Log, lines: Line[]) {
  try {
    await sendSome(call, log, lines)
    if (log.closed) log.closedSent = true
  } catch (error) {
    const problem = problemOf(error)
    // One line that cannot be taken must not hold up the others: then each goes alone, and the event before them.
    if (lines.length === 0) return void (log.problem = problem)
    try {
      await sendSome(call, log, [])
    } catch (again) {
      return void (log.problem = problemOf(again))
    }
    for (const line of lines) {
      try {
        await sendSome(call, log, [line])
      } catch (again) {
        line.problem = problemOf(again)
      }
    }
    if (log.closed) log.closedSent = true
  }
}

async function sendSome(call: Call, log: Log, lines: Line[]) {
  const { body } = await call<BatchReply>('POST', '/api/desk/listening-batches', batch(log, lines))
  for (const told of body.lines) {
    const line = log.lines.find(({ id }) => id === told.id)
    if (!line) continue
    line.sentAt = new Date().toISOString()
    line.dueAt = told.dueAt
    // What the office now keeps sealed is no longer on the phone.
    line.contact = ''
  }
}

/** What cannot be taken, in a sentence. Anything that time or signing in mends is thrown on. */
function problemOf(error: unknown): string {
  if (error instanceof Refused && ![401, 403, 429].includes(error.status)) return error.field ?? error.message
  throw error
}
