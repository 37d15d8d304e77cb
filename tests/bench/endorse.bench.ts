import type { Sql } from '../../server/platform/db/database.ts'
import type { Bench } from './bench.ts'
import { copiesOf, signedIn, usualPetition } from './content.ts'
import { interleaved, over } from './figures.ts'
import { allAnswered, load, type Loaded, requestOf } from './load.ts'

/** A second, of the one who endorses elsewhere while the storm is on. */
const neighboursPerSecond = 100
const pacedPerSecond = 1000

/** Endorsing one hot petition, to the same route without its write and to a transaction a request; and its neighbour. */
export const bench: Bench = {
  about:
    'endorsing one hot petition, and another meanwhile (to_limit, to_transaction, neighbour_to_spread, neighbour_to_quiet_paced)',
  async run({ quick, say, rounds, place }) {
    const { url } = await place.server()
    const database = await place.database()
    const { sql } = database
    const cookies = ring(await signedIn(place, database, quick ? 600 : 40_000))
    const first = await usualPetition(sql)
    const fresh = (copies = 1) => copiesOf(sql, first, copies, 0)
    const most = quick ? 200 : 8000
    const ms = quick ? 300 : 4000
    const connections = quick ? 20 : 400

    const full = async (path: string, count: number) => {
      const [number] = await fresh()
      const requests = asking(path, [number!], cookies(count))
      const loaded = allAnswered(await load({ url, requests, connections, most: count }), 201)
      if (path === '') await mustStand(sql, number!, loaded)
      return { perSecond: loaded.perSecond, p99: loaded.p99 }
    }
    /** Another petition's p99 while others are endorsed, at full speed or so many a second. */
    const neighbour = async (hot: string[], perSecond?: number) => {
      const [other] = await fresh()
      const count = perSecond === undefined ? (quick ? 300 : 30_000) : (perSecond * ms) / 1000
      const storm = hot.length > 0 && {
        url,
        requests: asking('', hot, cookies(count)),
        connections,
        most: count,
        ms: ms + 200,
        ...(perSecond !== undefined && { perSecond }),
      }
      const calm = {
        url,
        requests: asking('', [other!], cookies((neighboursPerSecond * ms) / 1000)),
        connections: 20,
        ms,
        perSecond: neighboursPerSecond,
      }
      const [measured, stormed] = await Promise.all([load(calm), storm && load(storm)])
      await mustStand(sql, other!, allAnswered(measured, 201))
      return {
        p99: measured.p99,
        p50: measured.p50,
        stormed: stormed ? allAnswered(stormed, 201).perSecond : 0,
      }
    }

    const counted = await interleaved(
      {
        limit: () => full('bench/limit/', most),
        hot: () => full('', most),
        transaction: () => full('bench/transaction/', most / 8),
        beside: async () => neighbour(await fresh()),
        spread: async () => neighbour(await fresh(100)),
        paced: async () => neighbour(await fresh(), pacedPerSecond),
        quiet: async () => neighbour([]),
      },
      rounds,
      say,
    )
    return {
      figures: {
        hot_per_s: over(counted, ({ hot }) => hot.perSecond!),
        hot_p99_ms: over(counted, ({ hot }) => hot.p99!),
        limit_per_s: over(counted, ({ limit }) => limit.perSecond!),
        transaction_per_s: over(counted, ({ transaction }) => transaction.perSecond!),
        neighbour_p99_ms: over(counted, ({ beside }) => beside.p99!),
        spread_p99_ms: over(counted, ({ spread }) => spread.p99!),
        paced_p99_ms: over(counted, ({ paced }) => paced.p99!),
        quiet_p99_ms: over(counted, ({ quiet: calm }) => calm.p99!),
      },
      ratios: {
        to_limit: over(counted, ({ hot, limit }) => hot.perSecond! / limit.perSecond!),
        to_transaction: over(counted, ({ hot, transaction }) => hot.perSecond! / transaction.perSecond!),
        neighbour_to_spread: over(counted, ({ beside, spread }) => beside.p99! / spread.p99!),
        neighbour_to_quiet_paced: over(counted, ({ paced, quiet: calm }) => paced.p99! / calm.p99!),
      },
    }
  },
}

/** Gives cookies in turn, so that no session is asked for again while it is still kept in the server's memory. */
function ring(all: string[]) {
  let at = 0
  return (count: number) =>
    Array.from({ length: Math.min(Math.floor(count), all.length) }, () => all[(at += 1) % all.length]!)
}

const asking = (path: string, numbers: string[], cookies: string[]) =>
  cookies.map((cookie, i) => {
    const number = numbers[i % numbers.length]!
    const address = path === '' ? `/api/petitions/${number}` : `/api/${path}${number}`
    return requestOf('POST', `${address}/endorsements`, { cookie })
  })

/** @throws when what was acknowledged and what stands differ by one */
async function mustStand(sql: Sql, number: string, { done }: Loaded) {
  const [row] = await sql`
    select total, (select count(*)::int from endorsements e where e.petition_id = p.id) as rows
    from petitions p join petition_counts c on c.petition_id = p.id where p.number = ${number}`
  if (row!.total !== done || row!.rows !== done)
    throw new Error(`${done} were acknowledged, ${row!.total} are counted, ${row!.rows} stand.`)
}
