import type { LiveAck } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { ProblemReply } from '../../../shared/wire.ts'
import type { Keeping } from './keeping.ts'

/** A command that the server has not taken yet. */
export type Posted = {
  command: LiveCommandInput
  /** By this device's clock, in milliseconds. */
  at: number
  /** Why it was refused for good; it is sent no more, and what was written in it stays. */
  problem: ProblemReply | null
  /** Refused for now, and why; it is not sent again before this. */
  notBefore: number
  delay: ProblemReply | null
}

type Options = {
  keeping?: { keeping: Keeping; name: string } | undefined
  changed?: (posted: Posted[]) => void
}

/** After a refusal that time can heal, the command waits so long; an answer that does not come is asked for anew. */
export const patience = { afterRefusalMs: 5_000, forAckMs: 10_000 }

/**
 * Commands on their way: kept in the browser until the server has answered, sent one after the other, and again under
 * the same id after every lost line.
 */
export class Outbox {
  #posted: Posted[]
  #flying: { id: string; at: number } | null = null
  readonly #options: Options

  constructor(options: Options = {}) {
    this.#options = options
    const kept = options.keeping?.keeping.read<Posted[]>(options.keeping.name)
    this.#posted = Array.isArray(kept) ? kept.filter(readable) : []
  }

  get posted() {
    return this.#posted
  }

  post(command: LiveCommandInput, now: number) {
    const replaced = this.#posted.filter(
      (one) => one.command.id !== this.#flying?.id && sameMatter(one.command, command),
    )
    const rest = this.#posted.filter((one) => !replaced.includes(one))
    this.#save([...rest, { command, at: now, problem: null, notBefore: 0, delay: null }])
  }

  /** What is to be sent now: nothing while an answer is awaited. */
  next(now: number): LiveCommandInput | null {
    if (this.#flying && now - this.#flying.at < patience.forAckMs) return null
    const found = this.#posted.find(({ problem, notBefore }) => !problem && notBefore <= now)
    this.#flying = found ? { id: found.command.id, at: now } : null
    return found?.command ?? null
  }

  /** The line is gone: what was on its way is sent again. */
  lineLost() {
    this.#flying = null
  }

  /** The server's answer. @returns what it was about; null for a command of some other page */
  settle(ack: LiveAck, now: number): Posted | null {
    if (this.#flying?.id === ack.id) this.#flying = null
    const found = this.#posted.find(({ command }) => command.id === ack.id)
    if (!found) return null
    if (ack.ok) this.#save(this.#posted.filter((one) => one !== found))
    else {
      const told = ack.temporary
        ? { ...found, notBefore: now + patience.afterRefusalMs, delay: ack.problem }
        : { ...found, problem: ack.problem ?? unknownProblem }
      this.#save(this.#posted.map((one) => (one === found ? told : one)))
    }
    return found
  }

  drop(id: string) {
    this.#save(this.#posted.filter(({ command }) => command.id !== id))
  }

  #save(posted: Posted[]) {
    this.#posted = posted
    const { keeping, changed } = this.#options
    if (keeping && posted.length === 0) keeping.keeping.forget(keeping.name)
    else keeping?.keeping.write(keeping.name, posted)
    changed?.(posted)
  }
}

const unknownProblem: ProblemReply = { type: '', title: '', status: 0, code: 'unknown', detail: '' }

const readable = (one: Posted) => typeof one?.command?.id === 'string' && typeof one.command.op === 'string'

/** Whether the newer of two commands makes the older one, unsent, needless: a vote changed twice is one vote. */
function sameMatter(older: LiveCommandInput, newer: LiveCommandInput): boolean {
  if (older.op === 'vote' && newer.op === 'vote') return older.question === newer.question
  if (older.op === 'poll-vote' && newer.op === 'poll-vote') return older.poll === newer.poll
  return older.op === 'caption' && newer.op === 'caption'
}
