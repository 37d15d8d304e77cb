import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { inParallel } from '../support/parallel.ts'
import { root } from '../support/sources.ts'
import { differences } from './check.ts'
import { driveRealPetitions } from './drive.ts'
import { nastyPetitions } from './nasty.ts'
import { asKept, readArchive } from './petitions.ts'

/** What residents really wrote, where the archive lies beside the checkout; it is no part of the product. */
const archive = join(root, '../shared/data/blue-house-petitions-2019-06.jsonl')
const crowd = 1050

test('petitions of every kind go the whole way, and their texts and totals stand as they were sent', async () => {
  const site = await startApp()
  const real = existsSync(archive) ? readArchive(archive, 50) : []
  expect(real.map(({ content }) => asKept(content))).toEqual(real.map(({ content }) => content))

  const residents: string[] = []
  await inParallel(Array.from({ length: crowd }), 20, async () => {
    residents.push((await site.as.resident()).cookie)
  })
  const driven = await driveRealPetitions({
    url: site.url,
    petitions: [...nastyPetitions, ...real],
    residents,
    officers: {
      first: (await site.as.officer('communication')).cookie,
      second: (await site.as.officer('communication')).cookie,
    },
    crowd,
    say: () => {},
  })
  await site.settle()
  expect(driven.filter(({ answered }) => answered)).toHaveLength(2)
  expect(driven[0]!.endorsed).toBe(crowd)
  expect(await differences(site.url, driven)).toEqual([])
}, 300_000)
