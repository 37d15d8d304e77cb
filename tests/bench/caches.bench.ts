import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '../../server/platform/db/database.ts'
import type { Bench } from './bench.ts'
import { copiesOf, signedIn, usualPetition } from './content.ts'
import { officerSession } from './everyday.ts'
import { interleaved, over } from './figures.ts'
import { allAnswered, load, requestOf } from './load.ts'
import { findNginx, startNginx } from './nginx.ts'

/** Debian's nginx as a shared cache before the server. */
export const bench: Bench = {
  about:
    'nginx as a shared cache in front: personal answers kept, how long a stopped server is covered, how soon what is hidden is gone',
  async run({ quick, say, rounds, place }) {
    const program = await findNginx(place.folder)
    if (program === null) return notRun
    const server = await place.server({ TRUST_PROXY: '1' })
    const database = await place.database()
    const { sql } = database
    const number = await usualPetition(sql)
    const nginx = await startNginx(program, server.url, place.folder)
    try {
      const [resident] = await signedIn(place, database, 1)
      const [officer] = await sql`select id from officers where email = 'talk@demo.sotong.kr'`
      const desk = await officerSession(sql, officer!.id as string)
      const personal = await personalKept({ sql, url: nginx.url, number, say }, [resident!, desk])
      const [other] = await copiesOf(sql, number, 1, 0)
      const hidden = await hiddenGoneMs(server.url, nginx.url, other!, desk)
      const most = quick ? 200 : 20_000
      const asked = async (url: string) => {
        const page = requestOf('GET', `/petitions/${number}`, {
          accept: 'text/html',
          'accept-encoding': 'br',
        })
        const { perSecond } = allAnswered(await load({ url, requests: [page], connections: 50, most }), 200)
        return { perSecond }
      }
      const counted = await interleaved(
        { direct: () => asked(server.url), cached: () => asked(nginx.url) },
        rounds,
        say,
      )
      await server.stop()
      const covered = await coveredSeconds(`${nginx.url}/petitions/${number}`, quick ? 5 : 90)
      return {
        figures: {
          personal_kept: personal,
          hidden_gone_ms: hidden,
          stopped_server_covered_s: covered,
          direct_per_s: over(counted, ({ direct }) => direct.perSecond!),
          through_cache_per_s: over(counted, ({ cached }) => cached.perSecond!),
        },
        ratios: {
          cache_to_direct: over(counted, ({ direct, cached }) => cached.perSecond! / direct.perSecond!),
        },
      }
    } finally {
      await nginx.stop()
    }
  },
}

const notRun: Awaited<ReturnType<Bench['run']>> = {
  figures: { not_run: 'nginx is not installed and cannot be fetched' },
  ratios: {},
}

const personalPaths = [
  '/me',
  '/api/me',
  '/me/sessions',
  '/petitions/new',
  '/desk/petitions',
  '/api/desk/petitions',
]
const publicPaths = ['/', '/en', '/petitions', '/town-halls', '/rules', '/api/petitions']

type Asking = { sql: Sql; url: string; number: string; say: (line: string) => void }

/** Asks twice as a resident and as an officer, then as a visitor: answers of someone signed in that a cache gave again. */
async function personalKept({ sql, url, number, say }: Asking, cookies: string[]): Promise<number> {
  const [named] = await sql`select name from officers where email = 'talk@demo.sotong.kr'`
  const ask = async (path: string, cookie?: string) => {
    const reply = await fetch(url + path, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    })
    const text = await reply.text()
    const open = (reply.headers.get('cache-control') ?? '').startsWith('public')
    return {
      kept: reply.headers.get('x-cache') === 'HIT' && !open,
      cookies: reply.headers.getSetCookie().length,
      text,
    }
  }
  let kept = 0
  for (const cookie of cookies) {
    for (const path of [...personalPaths, `/petitions/${number}/endorsed`]) {
      const [, again, visitor] = [await ask(path, cookie), await ask(path, cookie), await ask(path)]
      if (again.kept || visitor.kept) kept += 1
      if (visitor.text.includes(named!.name as string)) {
        say(`a visitor reads an officer's name at ${path}`)
        kept += 1
      }
    }
    for (const path of [...publicPaths, `/petitions/${number}`]) {
      const [mine, visitor] = [await ask(path, cookie), await ask(path)]
      if (mine.cookies + visitor.cookies > 0) {
        say(`a cookie is set at ${path}`)
        kept += 1
      }
    }
  }
  return kept
}

/** Milliseconds from the answer to the officer who hides a petition until the cache shows it no more. */
async function hiddenGoneMs(direct: string, cache: string, number: string, cookie: string): Promise<number> {
  const page = async (url: string) => (await fetch(`${url}/petitions/${number}`)).text()
  const words = /<h1[^>]*>([^<]{5,})/.exec(await page(cache))![1]!
  const hiding = await fetch(`${direct}/api/desk/petitions/${number}/hiding`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '개인정보가 있어 가립니다.' }),
  })
  if (!hiding.ok) throw new Error(`Hiding answered ${hiding.status}: ${await hiding.text()}`)
  const began = performance.now()
  if ((await page(direct)).includes(words)) throw new Error('The server itself still shows what was hidden.')
  while ((await page(cache)).includes(words)) await sleep(20)
  return Math.round(performance.now() - began)
}

/** Seconds for which the cache goes on answering while nothing is behind it. */
async function coveredSeconds(address: string, most: number): Promise<number> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  while (seconds() < most && (await fetch(address)).status === 200) await sleep(500)
  return Math.round(seconds())
}
