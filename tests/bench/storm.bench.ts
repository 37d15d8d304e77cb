import type { Bench } from './bench.ts'
import { copiesOf, signedIn, usualPetition } from './content.ts'
import { everyday, standing } from './everyday.ts'
import { interleaved, over, type Round } from './figures.ts'
import { allAnswered, load, type Loaded, requestOf } from './load.ts'

/** Endorsements of the one petition a second: 2,000 a minute, as on the worst day of the UK's petitions. */
const hotPerSecond = 2000 / 60
const readers = 50

/** The worst day in miniature, and the same site without it. */
export const bench: Bench = {
  about:
    '2,000 endorsements a minute and readers at full speed on one petition while the rest of the site is used (p99 of each, lost)',
  async run({ quick, say, rounds, place }) {
    const { url } = await place.server({ TRUST_PROXY: '1' })
    const database = await place.database()
    const { sql } = database
    const ms = quick ? 1000 : 15_000
    const people = await signedIn(place, database, quick ? 60 : 1000)
    const first = await usualPetition(sql)
    let lost = 0

    /** Everything that goes on besides, measured; with the storm or without. */
    const day = async (name: string, storm: boolean): Promise<Round> => {
      const newcomers = await signedIn(place, database, 40)
      const cookies = people.slice(0, quick ? 30 : 300)
      const others = await everyday({ sql, first, cookies, newcomers, round: name })
      const [hot] = await copiesOf(sql, first, 1, 300)
      const before = await standing(sql)
      const endorsing = people.map((cookie) =>
        requestOf('POST', `/api/petitions/${hot}/endorsements`, { cookie }),
      )
      const reading = [
        requestOf('GET', `/petitions/${hot}`, { accept: 'text/html', 'accept-encoding': 'br' }),
      ]
      const stormed = storm && [
        load({ url, requests: endorsing, connections: 30, perSecond: hotPerSecond, ms }),
        load({ url, requests: reading, connections: readers, ms }),
      ]
      const [[hotly, readily], ...measured] = await Promise.all([
        Promise.all(stormed || []),
        ...others.map(({ requests, perSecond }) => load({ url, requests, connections: 10, perSecond, ms })),
      ])
      const found: Round = {}
      const acknowledged: Record<string, number> = { endorsing: 0 }
      measured.forEach((loaded, at) => {
        const { name: what, allowed } = others[at]!
        acknowledged[what] = allAnswered(loaded, ...allowed).done
        found[`${what}_p99`] = loaded.p99
      })
      if (hotly) {
        acknowledged.endorsing! += allAnswered(hotly, 201).done
        found.hot_p99 = hotly.p99
      }
      if (readily) Object.assign(found, readersOf(allAnswered(readily, 200)))
      lost += differenceOf(before, await standing(sql), acknowledged)
      return found
    }

    const counted = await interleaved(
      {
        calm: (round) => day(`calm-${round}`, false),
        storm: (round) => day(`storm-${round}`, true),
      },
      rounds,
      say,
    )
    const kinds = Object.keys(counted[0]!.calm)
    const figures = Object.fromEntries(
      Object.keys(counted[0]!.storm).map((what) => [
        what.endsWith('_p99') ? `${what}_ms` : what,
        over(counted, ({ storm }) => storm[what]!),
      ]),
    )
    const calm = kinds.map((what) => [`calm_${what}_ms`, over(counted, (round) => round.calm[what]!)])
    return { figures: { ...figures, ...Object.fromEntries(calm), lost }, ratios: {} }
  },
}

const readersOf = ({ perSecond, p99 }: Loaded): Round => ({ readers_per_s: perSecond, readers_p99: p99 })

/** Acknowledged writes that do not stand; more that stand than were acknowledged would be a fault as well. */
function differenceOf(
  before: Record<string, number>,
  after: Record<string, number>,
  acknowledged: Record<string, number>,
) {
  return Object.keys(before).reduce(
    (sum, what) => sum + Math.abs((acknowledged[what] ?? 0) - (after[what]! - before[what]!)),
    0,
  )
}
