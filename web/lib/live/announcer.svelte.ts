/** Longest pause between two sentences, in milliseconds. */
const pauseMs = 5_000

/** One polite region for screen readers: at most one sentence in five seconds, of each kind the last. */
export class Announcer {
  text = $state('')
  #waiting = new Map<string, string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastAt = -Infinity

  /** @param kind what it is about: a newer sentence of one kind replaces the one that waits */
  say(kind: string, sentence: string) {
    this.#waiting.set(kind, sentence)
    if (this.#timer) return
    this.#timer = setTimeout(() => this.#speak(), Math.max(0, this.#lastAt + pauseMs - performance.now()))
  }

  stop() {
    clearTimeout(this.#timer)
  }

  #speak() {
    this.#timer = undefined
    this.#lastAt = performance.now()
    this.text = [...this.#waiting.values()].join(' ')
    this.#waiting.clear()
  }
}
