import { EventEmitter } from 'node:events'
import { sql } from 'drizzle-orm'
import type { Db } from './database.ts'
import { hear } from './listen.ts'

/** What was kept of a subject may no longer be true; null: anything may have changed. */
type Heard = (subject: string | null) => void

/** Tells every process that something kept about a subject is out of date. */
export type News = {
  /**
   * Tells this process at once, and all of them, this one too, when the transaction commits. Not for every request of
   * a crowd: commits that notify wait for each other.
   */
  tell(tx: Db, topic: string, subject: string): Promise<void>
  /** Tells this process alone, after the commit: what was read while the change was on its way is forgotten too. */
  here(topic: string, subject: string): void
  on(topic: string, heard: Heard): void
  end(): Promise<void>
}

const channel = 'news'

/** One connection of its own; after it was lost, everything kept is told to be out of date. */
export async function openNews(url: string): Promise<News> {
  const here = new EventEmitter<Record<string, [string | null]>>()
  const missed = () => here.eventNames().forEach((topic) => here.emit(topic as string, null))
  const heard = (payload: string) => {
    const space = payload.indexOf(' ')
    here.emit(payload.slice(0, space), payload.slice(space + 1))
  }
  const kept = await hear(url, channel, heard, missed)
  return {
    async tell(tx, topic, subject) {
      here.emit(topic, subject)
      await tx.execute(sql`select pg_notify(${channel}, ${`${topic} ${subject}`})`)
    },
    here: (topic, subject) => void here.emit(topic, subject),
    on: (topic, listener) => void here.on(topic, listener),
    end: () => kept.end(),
  }
}
