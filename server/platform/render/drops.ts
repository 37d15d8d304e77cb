import type { Tx } from '../db/database.ts'
import type { News } from '../db/news.ts'
import type { Deps } from '../deps.ts'
import type { PageCache } from './cache.ts'

const topic = 'pages'

/**
 * One transaction that changes what public pages show. With its commit every process drops its kept pages; this one
 * has dropped them before the caller answers.
 */
export async function changePublic<T>(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  const result = await db.transaction(async (tx) => {
    const done = await change(tx)
    await news.tell(tx, topic, 'all')
    return done
  })
  news.here(topic, 'all')
  return result
}

/** Drops pages when any process changed what they show, and when that may have gone unheard. */
export const dropWithChanges = (news: News, pages: PageCache) => news.on(topic, () => pages.drop(''))
