import type { CheckInReply, DoorCount, DoorPresence, Roster, WalkIn } from '../../shared/door.ts'
import { type DoorKind, doorLimits } from '../../shared/door-outcomes.ts'
import { Away, type Call, caller, Refused } from '../lib/calls.ts'
import { judge, type Sight, type Verdict, verdictOf, whoIsMeant } from './judge.ts'
import { type Keeping, openKeeping } from '../lib/keeping.ts'
import { linkInAddress, tokenOf } from './link.ts'
import { Inside } from './inside.ts'
import { contradicted, notedOf, type Posted, sendOutbox, type Shown, type Waiting } from './outbox.ts'
import { sound } from './sound.ts'
import { gone, type Stage } from './stages.ts'
import { type Verify, verifier } from './verify.ts'

const countEveryMs = 10_000
/** Every so many counts the roster is asked for too. */
const rosterEvery = 6

/** One phone at the door: what it shows, what it keeps, and what it still has to send. */
export class Door {
  stage = $state<Stage>('opening')
  roster = $state.raw<Roster | null>(null)
  count = $state.raw<DoorCount | null>(null)
  /** Whether the last call reached the server. */
  connected = $state(true)
  kind = $state<DoorKind>('entry')
  verdict = $state.raw<Verdict | null>(null)
  waiting = $state.raw<Waiting[]>([])
  /** Told by the server after the network came back: what it contradicted. */
  conflicts = $state.raw<{ name: string; at: string; verdict: Verdict }[]>([])
  settled = $state(0)
  loud = $state(true)
  undone = $state(false)

  readonly #lang: string
  #keeping: Keeping | null = null
  #call: Call | null = null
  #verify: Verify | null = null
  #tag = ''
  /** What the server's clock is ahead of this phone's, in milliseconds. */
  #ahead = $state(0)
  readonly #inside = new Inside()
  #lastSight = { key: '', at: 0 }
  #sending: Promise<void> | null = null
  #beats = 0
  /** The walk-in that was let in last, as long as it can be taken back. */
  #admitted: { id: string; members: number[] } | null = null
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(lang: string) {
    this.#lang = lang
  }

  async open() {
    if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return void (this.stage = 'insecure')
    const link = linkInAddress()
    try {
      this.#keeping = await openKeeping('sotong-door')
      const token = await tokenOf(this.#keeping, link, this.#lang)
      if (!token) return void (this.stage = 'unlinked')
      this.#call = caller(token, this.#lang)
    } catch (error) {
      this.stage = error instanceof Refused ? 'link-used' : 'unreachable'
      return
    }
    const roster = await this.#keeping.read<{ tag: string; roster: Roster; ahead: number }>('roster')
    if (roster) {
      this.#ahead = roster.ahead
      await this.#take(roster.tag, roster.roster)
      this.#believe((await this.#keeping.read<DoorPresence>('presence')) ?? null)
    }
    await this.#readOutbox()
    await this.beat()
    this.#timer = setInterval(() => void this.beat(), countEveryMs)
    if (this.stage === 'opening') this.stage = 'unreachable'
  }

  close() {
    clearInterval(this.#timer)
  }

  get now() {
    return new Date(Date.now() + this.#ahead)
  }

  /** Sends what waits, asks how many are inside, and now and then for the roster. */
  async beat() {
    if (!this.#call) return
    if (this.roster && this.now >= new Date(this.roster.device.expiresAt)) return this.#end()
    const withRoster = this.#beats % rosterEvery === 0 || !this.roster
    this.#beats += 1
    await this.#speak(async (call) => {
      if (withRoster) await this.#fetchRoster(call)
      await this.#send(call)
      const { body, headers } = await call<DoorPresence>('GET', '/api/door/count')
      this.#setClock(headers)
      this.#believe(body)
      await this.#keeping!.write('presence', body)
    })
  }

  /** Looks at a ticket, a code or a name. The same again within a moment is the same. */
  async see(sight: Sight) {
    const key = JSON.stringify(sight) + this.kind
    const again = key === this.#lastSight.key && Date.now() - this.#lastSight.at < doorLimits.repeatMs
    this.#lastSight = { key, at: Date.now() }
    if (again || this.stage !== 'working' || !this.roster || !this.#call) return
    const { kind, roster } = this
    const item = { id: crypto.randomUUID(), kind, at: this.now.toISOString(), ...sight }
    this.undone = false
    this.#admitted = null
    // Where the last call found nobody, nobody waits here for the next one: `beat` finds out.
    const known = this.connected
      ? await this.#speak(async (call) => {
          await this.#send(call)
          const path = `/api/town-halls/${roster.hall.id}/check-ins`
          return (await call<CheckInReply>('POST', path, item)).body
        })
      : null
    if (known === 'refused') return
    if (known) {
      this.#settleShown(known)
      return this.#say(verdictOf(known.items[0]!))
    }
    const who = await whoIsMeant(sight, roster, this.#verify!)
    const verdict = judge(who, kind, item.id, roster, this.#inside.since)
    if (verdict.look === 'noted') {
      const noted = notedOf(sight, who, item)
      await this.#keeping!.post(noted)
      this.#inside.moved(kind, noted.memberId, noted.at)
      await this.#readOutbox()
    }
    this.#say(verdict)
  }

  get undoable() {
    return this.verdict !== null && this.verdict.look !== 'stop' && !this.undone
  }

  /** Takes the last check-in back: one that waits is never sent. @throws Refused; Away */
  async undo() {
    const { verdict } = this
    if (!verdict || !this.#call) return
    await this.#sending?.catch(() => {})
    if (this.#admitted) return this.#undoWalkIn(this.#admitted)
    const posted = (await this.#keeping!.outbox<Waiting | Shown>()).find(
      (one) => one.type === 'check-in' && one.id === verdict.id,
    )
    if (posted) await this.#keeping!.drop([posted.order])
    else {
      const body = { id: crypto.randomUUID(), undoes: verdict.id }
      this.count = (await this.#call<{ count: DoorCount }>('POST', '/api/door/undo', body)).body.count
    }
    await this.#readOutbox()
    const back = verdict.kind === 'entry' ? 'exit' : 'entry'
    this.#inside.moved(back, verdict.member?.id, this.now.toISOString())
    this.#lastSight = { key: '', at: 0 }
    this.undone = true
  }

  /** Seats and lets in people without a registration. @throws Refused; Away */
  async admit(wish: WalkIn) {
    const { body } = await this.#call!<CheckInReply>('POST', '/api/door/walk-ins', wish)
    this.#settleShown(body)
    this.#say(verdictOf(body.items.at(-1)!))
    this.#admitted = { id: wish.id, members: body.items.flatMap(({ member }) => member?.id ?? []) }
    this.undone = false
  }

  async #undoWalkIn({ id, members }: { id: string; members: number[] }) {
    const { body } = await this.#call!<{ count: DoorCount }>('POST', '/api/door/walk-ins/undo', { id })
    this.count = body.count
    for (const member of members) this.#inside.moved('exit', member, '')
    this.#admitted = null
    this.undone = true
  }

  /** Whole names are opened one by one; each look is told to the server, now or later. */
  async noteName(memberId: number) {
    await this.#keeping!.post({ type: 'name', memberId } satisfies Shown)
    void this.#speak((call) => this.#send(call))
  }

  /** Lets go of this phone: everything on it is wiped. */
  async leave(stage: Stage = 'unlinked') {
    this.close()
    this.#call = null
    await this.#keeping?.wipe()
    this.roster = null
    this.verdict = null
    this.waiting = []
    this.#inside.believe({}, [])
    this.stage = stage
  }

  #say(verdict: Verdict) {
    this.verdict = verdict
    if (this.loud) sound(verdict.look)
  }

  #settleShown({ items, count }: CheckInReply) {
    this.count = count
    this.#inside.settle(items, this.now.toISOString())
  }

  /** Speaks to the server. Null where it is away; `refused` where this phone may no longer speak. */
  async #speak<T>(act: (call: Call) => Promise<T>): Promise<T | null | 'refused'> {
    if (!this.#call) return 'refused'
    if (!navigator.onLine) return this.#lost()
    try {
      const result = await act(this.#call)
      this.connected = true
      return result
    } catch (error) {
      if (error instanceof Away) return this.#lost()
      if (!(error instanceof Refused)) throw error
      const stage = gone[error.code]
      if (stage) {
        await this.leave(stage)
        return 'refused'
      }
      // Too many calls, or something that a moment mends: noted like anything that cannot be sent now.
      return this.#lost()
    }
  }

  #lost() {
    this.connected = false
    return null
  }

  #setClock(headers: Headers) {
    const told = headers.get('x-now')
    if (told) this.#ahead = Date.parse(told) - Date.now()
  }

  async #fetchRoster(call: Call) {
    const { status, body, headers } = await call<Roster>(
      'GET',
      '/api/door/roster',
      undefined,
      this.#tag ? { 'if-none-match': this.#tag } : {},
    )
    this.#setClock(headers)
    if (status === 304) return
    const tag = headers.get('etag') ?? ''
    await this.#keeping!.write('roster', { tag, roster: body, ahead: this.#ahead })
    await this.#take(tag, body)
  }

  async #take(tag: string, roster: Roster) {
    this.#tag = tag
    if (roster.publicKey !== this.roster?.publicKey) this.#verify = await verifier(roster.publicKey)
    this.roster = roster
    if (this.stage === 'opening' || this.stage === 'unreachable') this.stage = 'working'
  }

  #believe(presence: DoorPresence | null) {
    if (!presence) return
    const { present, ...count } = presence
    this.count = count
    this.#inside.believe(present, this.waiting)
  }

  async #readOutbox() {
    const posted: Posted[] = await this.#keeping!.outbox<Waiting | Shown>()
    this.waiting = posted.filter((one) => one.type === 'check-in')
  }

  /** One sending at a time; whoever asks meanwhile waits for it. */
  #send(call: Call): Promise<void> {
    const hallId = this.roster?.hall.id
    if (hallId === undefined) return Promise.resolve()
    return (this.#sending ??= this.#sendNow(call, hallId).finally(() => (this.#sending = null)))
  }

  async #sendNow(call: Call, hallId: number) {
    try {
      const { outcomes, count } = await sendOutbox(this.#keeping!, call, hallId)
      if (count) this.count = count
      this.settled += outcomes.length
      this.conflicts = [...this.conflicts, ...contradicted(outcomes)]
    } finally {
      await this.#readOutbox()
    }
  }

  /** The sitting is over: names go at once, what waits is still handed in, then the rest goes too. */
  async #end() {
    this.stage = 'handing-in'
    this.verdict = null
    const { roster } = this
    if (roster && roster.members.length > 0) {
      this.roster = { ...roster, members: [] }
      await this.#keeping!.forget('presence')
      await this.#keeping!.write('roster', { tag: '', roster: this.roster, ahead: this.#ahead })
    }
    await this.#speak((call) => this.#send(call))
    if (this.stage === 'handing-in' && this.waiting.length === 0) await this.leave('expired')
  }
}
