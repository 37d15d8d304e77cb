import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { copiesOf, usualPetition } from './content.ts'
import { interleaved, over } from './figures.ts'
import { allAnswered, load, requestOf } from './load.ts'
import type { Bench } from './bench.ts'

const accepting = { 'accept-encoding': 'br', accept: 'text/html' }

/** A petition's page from the cache and rendered anew, beside a constant route of the same bytes and encoding. */
export const bench: Bench = {
  about: 'petition page a second: from cache and rendered, to a constant route (cached, rendered)',
  async run({ quick, say, rounds, place }) {
    const { url } = await place.server()
    const { sql } = await place.database()
    const number = await usualPetition(sql)
    const path = `/petitions/${number}`
    const constant = await constantOf(`${url}${path}`)
    // With the mean number of endorsements; so many that none is still kept when it is asked for again.
    const copies = await copiesOf(sql, number, quick ? 100 : 3000, 40)
    await place.analyze()
    const rendered = copies.map((copy) => requestOf('GET', `/petitions/${copy}`, accepting))
    const requests = [requestOf('GET', path, accepting)]
    const most = quick ? 200 : 20_000
    const asked = async (at: string, what: string[], count: number, connections = 50) => {
      const plan = { url: at, requests: what, connections, most: count }
      const { perSecond, p99 } = allAnswered(await load(plan), 200)
      return { perSecond, p99 }
    }
    const counted = await interleaved(
      {
        constant: () => asked(constant.url, [requestOf('GET', '/', accepting)], most),
        cached: () => asked(url, requests, most),
        rendered: () => asked(url, rendered, quick ? 100 : 3000),
      },
      rounds,
      say,
    )
    constant.stop()
    return {
      figures: {
        bytes: constant.bytes,
        constant_per_s: over(counted, (round) => round.constant.perSecond!),
        cached_per_s: over(counted, (round) => round.cached.perSecond!),
        cached_p99_ms: over(counted, (round) => round.cached.p99!),
        rendered_per_s: over(counted, (round) => round.rendered.perSecond!),
        rendered_p99_ms: over(counted, (round) => round.rendered.p99!),
      },
      ratios: {
        cached: over(counted, (round) => round.cached.perSecond! / round.constant.perSecond!),
        rendered: over(counted, (round) => round.rendered.perSecond! / round.constant.perSecond!),
      },
    }
  },
}

/** A process that answers with what this address answers now. */
async function constantOf(address: string) {
  const reply = await rawPage(address)
  const child = fork(join(import.meta.dirname, 'constant.ts'), [], { execArgv: ['--max-semi-space-size=8'] })
  child.send({ bytes: reply.bytes.toString('base64'), headers: reply.headers })
  const [url] = (await once(child, 'message')) as [string]
  return { url, bytes: reply.bytes.length, stop: () => child.disconnect() }
}

/** The bytes as they are sent: `fetch` would unpack them. */
async function rawPage(address: string) {
  const { get } = await import('node:http')
  const [message] = (await once(get(address, { headers: accepting }), 'response')) as [
    AsyncIterable<Buffer> & { headers: Record<string, string> },
  ]
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  const { 'content-type': type, 'content-encoding': encoding } = message.headers
  return {
    bytes: Buffer.concat(chunks),
    headers: { 'content-type': type!, ...(encoding && { 'content-encoding': encoding }) },
  }
}
