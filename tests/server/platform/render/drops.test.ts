import { expect, test, vi } from 'vitest'
import { openDatabase } from '../../../../server/platform/db/database.ts'
import { openNews } from '../../../../server/platform/db/news.ts'
import { createPageCache } from '../../../../server/platform/render/cache.ts'
import { changePublic, dropWithChanges } from '../../../../server/platform/render/drops.ts'
import { freshDatabase } from '../../../support/database.ts'
import { atEndOfFile } from '../../../support/lifetime.ts'

const { ownerUrl, secret } = await freshDatabase()
const database = await openDatabase({ ownerUrl, secret, log: () => {} })
atEndOfFile(() => database.close())

/** A process that keeps pages: its clock stands, so that only dropping ends a page. */
async function aProcess() {
  const pages = createPageCache({ clock: () => 0 })
  const news = await openNews(database.appUrl)
  atEndOfFile(() => news.end())
  dropWithChanges(news, pages)
  let made = 0
  const read = async () => {
    const page = await pages.get('/petitions/2026-0001', async () => ({
      text: `${(made += 1)}`,
      status: 200,
    }))
    return 'bodies' in page ? (await page.bodies.in('plain')).bytes.toString() : ''
  }
  return { db: database.db, news, read }
}

test('a change of what pages show drops them in every process, and here before it returns', async () => {
  const [here, there] = [await aProcess(), await aProcess()]
  expect([await here.read(), await here.read(), await there.read(), await there.read()]).toEqual([
    '1',
    '1',
    '1',
    '1',
  ])
  expect(await changePublic(here, async () => 'done')).toBe('done')
  expect(await here.read()).not.toBe('1')
  await vi.waitFor(async () => expect(await there.read()).not.toBe('1'))
})

test('a change that fails drops nothing', async () => {
  const [here, there] = [await aProcess(), await aProcess()]
  await Promise.all([here.read(), there.read()])
  const failing = changePublic(here, async () => {
    throw new Error('refused')
  })
  await expect(failing).rejects.toThrow('refused')
  expect([await here.read(), await there.read()]).toEqual(['1', '1'])
})

test('whoever lost its connection for a while drops everything when it hears again', async () => {
  const there = await aProcess()
  expect([await there.read(), await there.read()]).toEqual(['1', '1'])
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'sotong news' and datname = current_database()`
  await vi.waitFor(async () => expect(await there.read()).not.toBe('1'))
  const heardAgain = await there.read()
  await changePublic(await aProcess(), async () => {})
  await vi.waitFor(async () => expect(await there.read()).not.toBe(heardAgain))
})
