import { Away, type Call, caller, Refused } from '../lib/calls.ts'
import { type Keeping, openKeeping } from '../lib/keeping.ts'
import {
  type Draft,
  draftOf,
  emptyDraft,
  isThrough,
  type Line,
  lineOf,
  type Log,
  type LoggedEvent,
  waitingOf,
} from './log.ts'
import { sendLog } from './send-log.ts'
import { blobOf, shrink } from './shrink.ts'

const tryEveryMs = 15_000
const draftAfterMs = 250

/** One phone that logs what it hears: what is shown, what is kept on it, and what waits to be sent. */
export class QuickLog {
  /** `blind`: this browser keeps nothing, and says so. */
  stage = $state<'opening' | 'ready' | 'blind'>('opening')
  logs = $state<Log[]>([])
  draft = $state<Draft>({ ...emptyDraft })
  /** What is typed before an event begins, by field. */
  begin = $state<Record<string, string>>({})
  connected = $state(true)
  signedOut = $state(false)

  readonly #call: Call
  #keeping: Keeping | null = null
  #sending: Promise<void> | null = null
  #timer: ReturnType<typeof setInterval> | undefined
  #later: ReturnType<typeof setTimeout> | undefined

  constructor(lang: string) {
    this.#call = caller(null, lang)
  }

  /** The event that is on, the last one that was begun. */
  get current(): Log | null {
    return this.logs.findLast(({ closed }) => !closed) ?? null
  }
  get waiting(): number {
    return this.logs.reduce((sum, log) => sum + waitingOf(log), 0)
  }

  async open() {
    try {
      if (!globalThis.isSecureContext) throw new Error('insecure')
      this.#keeping = await openKeeping('sotong-listening')
      this.logs = (await this.#keeping.read<Log[]>('logs')) ?? []
      this.draft = (await this.#keeping.read<Draft>('draft')) ?? { ...emptyDraft }
      this.begin = (await this.#keeping.read<Record<string, string>>('begin')) ?? {}
      this.stage = 'ready'
    } catch {
      this.stage = 'blind'
      return
    }
    this.#timer = setInterval(() => void this.send(), tryEveryMs)
    await this.send()
  }

  close() {
    clearInterval(this.#timer)
  }

  /** Keeps what is typed, a moment after the last letter. */
  noteDraft() {
    clearTimeout(this.#later)
    this.#later = setTimeout(() => void this.keepDraft(), draftAfterMs)
  }
  /** At once: the page is being left. */
  async keepDraft() {
    clearTimeout(this.#later)
    await this.#keeping?.write('draft', $state.snapshot(this.draft))
    await this.#keeping?.write('begin', $state.snapshot(this.begin))
  }

  async start(event: LoggedEvent) {
    this.logs.push({ event, lines: [], photos: [], closed: false, closedSent: false, problem: null })
    this.begin = {}
    await this.#keep()
    await this.keepDraft()
  }

  /** Saves what is typed as one more opinion; the form is empty again. */
  async add() {
    const log = this.current
    if (!log || this.draft.text.trim().length < 2) return
    log.lines.push(lineOf(this.draft, log.event.dong, new Date()))
    // The next one is often about the same: only its words are new.
    this.draft = { ...emptyDraft, category: this.draft.category, department: this.draft.department }
    await this.#keep()
    await this.keepDraft()
    void this.send()
  }

  /** Takes one that was not sent back into the form. */
  async edit(line: Line) {
    const log = this.current
    if (!log || line.sentAt !== null) return
    await this.#sending?.catch(() => {})
    // It may have gone meanwhile.
    if (log.lines.find(({ id }) => id === line.id)?.sentAt !== null) return
    this.draft = draftOf(line)
    log.lines = log.lines.filter(({ id }) => id !== line.id)
    await this.#keep()
    await this.keepDraft()
  }

  async addPhoto(file: File, alt: string, consent: boolean) {
    const log = this.current
    if (!log || !this.#keeping) return
    const id = crypto.randomUUID()
    await this.#keeping.write(`photo-${id}`, await shrink(file))
    log.photos.push({ id, alt, consent, sentAt: null, problem: null })
    await this.#keep()
    void this.send()
  }

  /** Ends the event, with what is known now: who came, and notes. */
  async finish(words: Partial<LoggedEvent>) {
    const log = this.current
    if (!log) return
    Object.assign(log.event, words)
    log.closed = true
    log.problem = null
    await this.#keep()
    void this.send()
  }

  /** Sends what waits, one sending at a time. Whatever happens, what was not taken stays. */
  send(): Promise<void> {
    return (this.#sending ??= this.#sendNow().finally(() => (this.#sending = null)))
  }

  async #sendNow() {
    if (!this.#keeping) return
    if (!navigator.onLine) return void (this.connected = false)
    try {
      for (const log of this.logs.filter((one) => waitingOf(one) > 0)) {
        await sendLog(this.#call, log, (id) => this.#pictureOf(id))
        await this.#keep()
      }
      this.connected = true
      this.signedOut = false
      await this.#tidy()
    } catch (error) {
      if (error instanceof Away) this.connected = false
      else if (error instanceof Refused) {
        this.connected = true
        this.signedOut = error.status === 401 || error.status === 403
      } else throw error
    } finally {
      await this.#keep()
    }
  }

  async #pictureOf(id: string): Promise<Blob | null> {
    const kept = await this.#keeping!.read<string>(`photo-${id}`)
    return kept ? blobOf(kept) : null
  }

  /** What the office has goes from the phone. */
  async #tidy() {
    const through = this.logs.filter(isThrough)
    for (const { id } of this.logs.flatMap(({ photos }) => photos).filter(({ sentAt }) => sentAt !== null))
      await this.#keeping!.forget(`photo-${id}`)
    if (through.length > 0) this.logs = this.logs.filter((log) => !isThrough(log))
  }

  async #keep() {
    await this.#keeping?.write('logs', $state.snapshot(this.logs))
  }
}
