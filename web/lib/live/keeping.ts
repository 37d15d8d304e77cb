/** What this browser keeps of a room, by name. Where it keeps nothing, all of it works until the page is left. */
export type Keeping = {
  read<T>(name: string): T | null
  /** False where the browser keeps nothing: storage switched off or full. */
  write(name: string, value: unknown): boolean
  forget(name: string): void
}

/** @param storage `localStorage` of the page */
export const keepIn = (storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Keeping => ({
  read<T>(name: string) {
    try {
      return JSON.parse(storage().getItem(name) ?? 'null') as T | null
    } catch {
      return null
    }
  },
  write(name, value) {
    try {
      storage().setItem(name, JSON.stringify(value))
      return true
    } catch {
      return false
    }
  },
  forget(name) {
    try {
      storage().removeItem(name)
    } catch {
      // Where nothing can be kept there is nothing to forget.
    }
  },
})

/** @param who an opaque word for the person; another person on the same phone has another outbox */
export const nameOf = (what: 'outbox' | 'typed', townHallId: number, who: string) =>
  `sotong-live:${what}:${townHallId}:${who}`
