import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { treeOf, all } from '../workreport/hwpx-reader.ts'
import { anOpenPetition } from '../petitions/fixtures.ts'

const app = await startApp()
const { sql } = app.deps
const read = async (path: string) => (await app.page(path)).html
const open = await anOpenPetition(sql)
await sql`update petitions set title = ${'<b>밤길</b> & 가로등'} where id = ${open.id}`
const hidden = await anOpenPetition(sql, { hidden: true })
const addresses = async (path: string) => all(treeOf(await read(path)), 'loc').map(({ text }) => text)

describe('search engines', () => {
  test('are led from robots.txt to an index, and from it to parts that are there', async () => {
    const index = /Sitemap: (\S+)/.exec(await read('/robots.txt'))![1]!
    const parts = await addresses(new URL(index).pathname)
    expect(parts.map((part) => new URL(part).pathname)).toEqual([
      '/sitemap/pages.xml',
      '/sitemap/petitions-1.xml',
    ])
    for (const part of parts) expect((await addresses(new URL(part).pathname)).length).toBeGreaterThan(0)
  })

  test('find every petition that anyone may read, in every language, and none that is hidden', async () => {
    const found = (await addresses('/sitemap/petitions-1.xml')).map((address) => new URL(address).pathname)
    for (const language of ['', '/en', '/zh']) expect(found).toContain(`${language}/petitions/${open.number}`)
    expect(found.join()).not.toContain(hidden.number)
    expect(await read('/sitemap/petitions-1.xml')).toMatch(
      /<lastmod>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/lastmod>/,
    )
  })

  test('find pages that are there', async () => {
    for (const address of await addresses('/sitemap/pages.xml'))
      expect((await app.page(new URL(address).pathname)).status, address).toBe(200)
  })

  test.each(['petitions-2.xml', 'petitions-0.xml', 'petitions-999999.xml', 'petitions-1', 'x'])(
    'find no part %s',
    async (part) => {
      expect((await app.page(`/sitemap/${part}`)).status).toBe(404)
    },
  )

  test('are told which language a page is in, and which to show where none fits', async () => {
    const html = await read('/petitions')
    for (const language of ['ko', 'en', 'zh-Hans', 'x-default'])
      expect(html).toContain(`hreflang="${language}"`)
  })
})

describe('a feed of petitions', () => {
  test('is named by the list it follows, with its filters, and holds what the list shows as words', async () => {
    const page = await read('/en/petitions?category=city&stage=all')
    const [, feed] = /type="application\/atom\+xml"[^>]* href="([^"]+)"/.exec(page) ?? []
    expect(feed!.replaceAll('&amp;', '&')).toBe('/en/petitions.atom?category=city&stage=all')
    const tree = treeOf(await read('/petitions.atom'))
    const entries = all(tree, 'entry')
    expect(entries).toHaveLength(1)
    expect(all(entries[0]!, 'title')[0]!.text).toBe('<b>밤길</b> & 가로등')
    expect(all(entries[0]!, 'link')[0]!.attributes.href).toBe(
      `${app.deps.config.publicUrl}/petitions/${open.number}`,
    )
    expect(all(treeOf(await read('/petitions.atom?stage=answered')), 'entry')).toEqual([])
  })

  test('refuses a list that there is not', async () => {
    const response = await fetch(`${app.url}/petitions.atom?stage=love`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ])
  })
})

test('who asks too often is told when to come back: the rest of the time, not a minute whatever it is', async () => {
  const ask = () =>
    fetch(`${app.url}/api/desk/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'nobody@example.kr', password: 'wrong-password', code: '000000' }),
    })
  let answer = await ask()
  for (let asked = 0; asked < 100 && answer.status !== 429; asked += 1) answer = await ask()
  expect(answer.status).toBe(429)
  const seconds = Number(answer.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(120)
  expect(seconds).toBeLessThanOrEqual(600)
})
