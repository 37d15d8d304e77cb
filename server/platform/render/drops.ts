import { sql } from 'drizzle-orm'
import type { Tx } from '../db/database.ts'
import type { Kept } from '../db/connect.ts'
import { hear } from '../db/listen.ts'
import type { Deps } from '../deps.ts'
import type { PageCache } from './cache.ts'

const channel = 'page_drops'

/**
 * One transaction that changes what public pages show. With its commit every process drops its kept pages; this one
 * has dropped them before the caller answers.
 */
export async function changePublic<T>(
  deps: Pick<Deps, 'db' | 'pages'>,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  const result = await deps.db.transaction(async (tx) => {
    const done = await change(tx)
    await tx.execute(sql`select pg_notify(${channel}, '')`)
    return done
  })
  deps.pages.drop('')
  return result
}

/** Drops pages when another process changed what they show, and all of them where that may have gone unheard. */
export const listenForDrops = (url: string, pages: PageCache): Promise<Kept> =>
  hear(
    url,
    channel,
    () => pages.drop(''),
    () => pages.drop(''),
  )
