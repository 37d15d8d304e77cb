/** The last so many measures, in milliseconds, and the one that 95 of 100 stay below. */
export class Measures {
  #values: Float64Array
  #count = 0
  constructor(size = 512) {
    this.#values = new Float64Array(size)
  }
  add(value: number) {
    this.#values[this.#count % this.#values.length] = value
    this.#count += 1
  }
  p95(): number {
    const filled = this.#values.slice(0, Math.min(this.#count, this.#values.length)).toSorted()
    return filled.length === 0 ? 0 : Math.round(filled[Math.floor((filled.length - 1) * 0.95)]! * 10) / 10
  }
}
