import type { PetitionDraft } from '../../shared/petitions.ts'
import type { Lang } from '../../shared/wire.ts'
import { draftOnDevice, forgetOnDevice, keepOnDevice } from './draft-storage.ts'

type Options = { draftId: string; signedIn: boolean; lang: Lang; version: string | null }
export type KeptAt = { where: 'server' | 'device' | 'offline' | 'nowhere'; at: Date }

const pauseMs = 900

/** The same letters in the same places, whatever order the dongs were ticked in. */
export const sameText = (a: PetitionDraft, b: PetitionDraft) =>
  JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))

const ordered = ({ title, category, problem, proposal, effect, dongs, displayName }: PetitionDraft) => [
  ...[title, category, problem, proposal, effect, displayName].map((text) => text.trim()),
  dongs.toSorted(),
]

/** Keeps what is typed: on the server for someone signed in, on the device for a visitor and without a network. */
export class DraftKeeper {
  kept = $state.raw<KeptAt | null>(null)
  /** Another text under the same draft: nothing is saved until someone chooses. */
  other = $state.raw<PetitionDraft | null>(null)
  version = $state.raw<string | null>(null)
  #options: Options
  #waiting: { text: PetitionDraft; timer: ReturnType<typeof setTimeout> } | null = null
  #stopped = false

  constructor(options: Options, other: PetitionDraft | null) {
    this.#options = options
    this.version = options.version
    this.other = other
  }

  /** What this device kept and the server has not, when it belongs into the form. A clash becomes `other`. */
  restore(shown: PetitionDraft, typed: boolean): PetitionDraft | null {
    const local = draftOnDevice(this.#options.draftId)
    if (!local) return null
    if (sameText(local.text, shown)) {
      if (this.#options.signedIn && this.version !== null) forgetOnDevice(this.#options.draftId)
      return null
    }
    if (typed && !this.#options.signedIn) return null
    if (!this.#options.signedIn || local.version === this.version) return local.text
    if (!typed && !this.other) this.other = local.text
    return null
  }

  /** Saves a moment after the last letter. */
  changed(text: PetitionDraft) {
    if (this.#waiting) clearTimeout(this.#waiting.timer)
    const timer = setTimeout(() => void this.save(text), pauseMs)
    this.#waiting = { text, timer }
  }

  async save(text: PetitionDraft) {
    if (this.#waiting) clearTimeout(this.#waiting.timer)
    this.#waiting = null
    if (this.other || this.#stopped) return
    if (!this.#options.signedIn) return this.#onDevice(text, 'device')
    try {
      await this.#onServer(text)
    } catch {
      this.#onDevice(text, 'offline')
    }
  }

  /** Someone chose between two texts; the chosen one is saved over what the server has now. */
  async choose(text: PetitionDraft) {
    this.other = null
    forgetOnDevice(this.#options.draftId)
    await this.save(text)
  }

  /** The form itself is sent: it carries everything, so that nothing is left to save. */
  stop() {
    if (this.#waiting) clearTimeout(this.#waiting.timer)
    if (this.#waiting && !this.#options.signedIn) this.#onDevice(this.#waiting.text, 'device')
    this.#waiting = null
    this.#stopped = true
  }

  /** The page is left while something waits to be saved. */
  leave() {
    if (this.#waiting && !this.#stopped) this.#onDevice(this.#waiting.text, 'device')
  }

  #onDevice(text: PetitionDraft, where: 'device' | 'offline') {
    const at = new Date()
    const { draftId } = this.#options
    const done = keepOnDevice(draftId, { text, version: this.version, savedAt: at.toISOString() })
    this.kept = { where: done ? where : 'nowhere', at }
  }

  async #onServer(text: PetitionDraft) {
    const address = `/api/petitions/drafts/${this.#options.draftId}`
    const headers = { 'content-type': 'application/json', 'accept-language': this.#options.lang }
    const body = JSON.stringify({ ...text, version: this.version })
    const reply = await fetch(address, { method: 'PUT', headers, body })
    const answer = (await reply.json()) as { version: string; savedAt: string; code?: string }
    if (answer.code === 'changed-meanwhile') {
      const now = (await (await fetch(address)).json()) as { text: PetitionDraft; version: string }
      this.version = now.version
      this.other = now.text
      return
    }
    if (!reply.ok) throw new Error(answer.code)
    this.version = answer.version
    this.kept = { where: 'server', at: new Date(answer.savedAt) }
    forgetOnDevice(this.#options.draftId)
  }
}
