import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { get } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { createPageCache } from '../../../../server/platform/render/cache.ts'
import { startApp, type TestApp } from '../../../support/app.ts'

const page = (text: string) => ({ text, status: 200 })

describe('pages kept about a second', () => {
  test('many who ask at once wait for one making, and then for a second nobody makes it again', async () => {
    let at = 0
    let made = 0
    const cache = createPageCache({ clock: () => at })
    const make = async () => page(`made ${(made += 1)}`)
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.get('/a', make)))
    expect([made, new Set(all).size]).toEqual([1, 1])
    at = 999
    await cache.get('/a', make)
    expect(made).toBe(1)
    at = 1001
    await cache.get('/a', make)
    expect(made).toBe(2)
  })

  test('a failed making is told to all who waited and kept for nobody', async () => {
    const cache = createPageCache()
    const broken = () => cache.get('/a', async () => Promise.reject(new Error('away')))
    const outcomes = await Promise.allSettled([broken(), broken()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await cache.get('/a', async () => page('back'))).status).toBe(200)
  })

  test('a page that is dropped while it is made is not kept: it may show what was before', async () => {
    const cache = createPageCache({ clock: () => 0 })
    let finish = () => {}
    const slow = cache.get('/a', () => new Promise((made) => (finish = () => made(page('before')))))
    cache.drop('')
    finish()
    await slow
    let made = 0
    await cache.get('/a', async () => page(String((made += 1))))
    expect(made).toBe(1)
  })

  test('dropping by a part of the address leaves the others', async () => {
    let made = 0
    const cache = createPageCache({ clock: () => 0 })
    const make = async () => page(String((made += 1)))
    await cache.get('/petitions/2026-0001', make)
    await cache.get('/en/petitions/2026-0001', make)
    await cache.get('/petitions/2026-0002', make)
    cache.drop('/petitions/2026-0001')
    await cache.get('/petitions/2026-0002', make)
    expect(made).toBe(3)
    await cache.get('/en/petitions/2026-0001', make)
    expect(made).toBe(4)
  })
})

describe('a page that cannot be made anew in time', () => {
  const read = async (cached: Awaited<ReturnType<ReturnType<typeof createPageCache>['get']>>) =>
    'bodies' in cached
      ? `${cached.age} ${(await cached.bodies.in('plain')).bytes.toString()}`
      : cached.redirect
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  const saying = (text: string) => ({ ...page(text), aged: (seconds: number) => `${text}, ${seconds} s ago` })

  test('is given as it was while the database is away, with its age; after a minute it is not', async () => {
    let at = 0
    const cache = createPageCache({ clock: () => at })
    await cache.get('/a', async () => saying('made'))
    const ask = async () => read(await cache.get('/a', async () => Promise.reject(away)))
    at = 23_400
    expect(await ask()).toBe('23 made, 23 s ago')
    at = 59_999
    expect(await ask()).toBe('59 made, 59 s ago')
    at = 60_000
    await expect(ask()).rejects.toBe(away)
    expect(await read(await cache.get('/a', async () => saying('anew')))).toBe('0 anew')
  })

  test('is given as it was where making it takes long, and the new one as soon as it is there', async () => {
    let at = 0
    const cache = createPageCache({ clock: () => at, patienceMs: 10 })
    await cache.get('/a', async () => saying('old'))
    at = 5000
    let finish = () => {}
    let begun = 0
    const slow = () => {
      begun += 1
      return new Promise<ReturnType<typeof saying>>((made) => (finish = () => made(saying('new'))))
    }
    expect(await read(await cache.get('/a', slow))).toBe('5 old, 5 s ago')
    expect(await read(await cache.get('/a', slow))).toBe('5 old, 5 s ago')
    finish()
    await new Promise((turn) => setImmediate(turn))
    expect(await read(await cache.get('/a', slow))).toBe('0 new')
    expect(begun).toBe(1)
  })

  test('is not given once it was dropped: what is hidden is gone, whatever the database does', async () => {
    let at = 0
    const cache = createPageCache({ clock: () => at })
    await cache.get('/a', async () => saying('shown'))
    at = 5000
    cache.drop('')
    await expect(cache.get('/a', async () => Promise.reject(away))).rejects.toBe(away)
  })

  test('that was never made is refused when too many others are being made, or it takes too long', async () => {
    const cache = createPageCache({ mostMaking: 1, deadlineMs: 20 })
    const never = () => new Promise<never>(() => {})
    const first = cache.get('/a', never)
    await expect(cache.get('/b', never)).rejects.toThrow('Too much is waiting')
    await expect(first).rejects.toThrow('Too much is waiting')
  })
})

/** As it came over the wire: `fetch` would unpack it. */
function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((done, failed) => {
    get(url, { headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        done({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      )
    }).on('error', failed)
  })
}

describe('a public page over the wire', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })

  test('is the same in each encoding, under a strong tag of its own, and 304 for who has it', async () => {
    const ask = (headers: Record<string, string>) => raw(`${app.url}/terms`, headers)
    const plain = await ask({})
    const gzip = await ask({ 'accept-encoding': 'gzip' })
    const br = await ask({ 'accept-encoding': 'gzip, br' })
    expect(gunzipSync(gzip.body)).toEqual(plain.body)
    expect(brotliDecompressSync(br.body)).toEqual(plain.body)
    const tags = [plain, gzip, br].map(({ headers }) => String(headers.etag))
    expect(new Set(tags).size).toBe(3)
    expect(tags.every((tag) => /^"[\w-]{22}"$/.test(tag))).toBe(true)
    const again = await ask({ 'accept-encoding': 'br', 'if-none-match': `"other", ${tags[2]}` })
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tags[2]])
    expect((await ask({ 'if-none-match': tags[2]! })).status).toBe(200)
  })

  test('says how long caches may keep it, and depends on nothing but the encoding', async () => {
    const { headers } = await app.page('/terms')
    expect(headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=60',
    )
    expect(headers.get('vary')).toBe('accept-encoding')
  })

  test('is the same for everyone and sets no cookie, whoever is signed in', async () => {
    const resident = await app.as.resident()
    const officer = await app.as.officer('communication')
    for (const path of ['/', '/terms', '/petitions']) {
      const visitors = await app.page(path)
      for (const { cookie } of [resident, officer]) {
        const { html, headers } = await app.page(path, { cookie })
        expect(html).toBe(visitors.html)
        expect(headers.get('set-cookie')).toBeNull()
      }
    }
  })

  test('unknown parameters are dropped by a redirect, known ones come in one order', async () => {
    const ask = async (path: string) => (await app.page(path)).location
    expect(await ask('/terms?utm_source=mail')).toBe('/terms')
    expect(await ask('/en/terms?a=1&b=2')).toBe('/en/terms')
    expect(await ask('/petitions?stage=all&fbclid=x&dong=yeoui')).toBe('/petitions?dong=yeoui&stage=all')
    expect(await ask('/petitions?dong=&__proto__=1&constructor=2')).toBe('/petitions')
    expect((await app.page('/petitions?dong=yeoui&stage=all')).status).toBe(200)
  })
})
