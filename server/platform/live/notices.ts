import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../db/database.ts'
import type { News } from '../db/news.ts'

/** Longest wait of a word to the other processes, in milliseconds: what is said meanwhile goes with it. */
const pauseMs = 50

/**
 * Words to the other processes, gathered: commits that notify wait for each other, so there is never one for each
 * request of a crowd. The last word about a subject is the one that is sent.
 */
export function openNotices(
  { db, news, log }: { db: Db; news: News; log: FastifyBaseLogger },
  topic: string,
) {
  let waiting = new Map<string, () => string>()
  let sending: Promise<void> | undefined

  async function send() {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    const words = [...waiting.values()].map((word) => word())
    waiting = new Map()
    try {
      await db.transaction(async (tx) => {
        for (const word of words) await news.tell(tx, topic, word)
      })
    } catch (error) {
      // They look by themselves once a second.
      log.warn({ err: error }, 'a word to other processes was lost')
    }
    sending = undefined
    if (waiting.size > 0) sending = send()
  }

  return {
    /** @param word made when it is sent */
    say(subject: string, word: () => string) {
      waiting.set(subject, word)
      sending ??= send()
    },
    async flush(): Promise<void> {
      if (!sending) return
      await sending
      await this.flush()
    },
  }
}
