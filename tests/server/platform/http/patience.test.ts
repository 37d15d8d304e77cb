import fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { Overloaded } from '../../../../server/platform/db/gather.ts'
import { boundWaiting } from '../../../../server/platform/http/patience.ts'
import { atEndOfFile } from '../../../support/lifetime.ts'

/** A server whose answers come when the test lets them. */
async function aServer(limits: { most: number; deadlineMs: number }) {
  const app = fastify()
  atEndOfFile(() => app.close())
  boundWaiting(app, limits)
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Overloaded)
      return reply.code(503).header('retry-after', error.retryAfterSeconds).send('later')
    return reply.code(500).send('a fault')
  })
  const waiting: (() => void)[] = []
  const slow = () => new Promise((answer) => waiting.push(() => answer('done')))
  app.get('/slow', slow)
  app.get('/storm', { config: { waits: 'queue' } }, slow)
  app.get('/quick', async () => 'at once')
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const ask = async (path: string) => {
    const reply = await fetch(url + path)
    return { status: reply.status, after: reply.headers.get('retry-after'), text: await reply.text() }
  }
  const arrived = async (count: number) => {
    while (waiting.length < count) await new Promise((turn) => setTimeout(turn, 2))
  }
  return { ask, arrived, release: () => waiting.splice(0).forEach((answer) => answer()) }
}

describe('waiting', () => {
  test('is bounded: one more than may be at work is told when to come back, and later it is welcome', async () => {
    const { ask, arrived, release } = await aServer({ most: 2, deadlineMs: 10_000 })
    const first = [ask('/slow'), ask('/slow')]
    await arrived(2)
    expect(await ask('/quick')).toEqual({ status: 503, after: '3', text: 'later' })
    release()
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
    expect(await ask('/quick')).toMatchObject({ status: 200, text: 'at once' })
  })

  test('in a queue of its own takes no place from anything else', async () => {
    const { ask, arrived, release } = await aServer({ most: 1, deadlineMs: 10_000 })
    const storm = Array.from({ length: 20 }, () => ask('/storm'))
    await arrived(20)
    expect(await ask('/quick')).toMatchObject({ status: 200 })
    release()
    expect((await Promise.all(storm)).every(({ status }) => status === 200)).toBe(true)
  })

  test('ends: an answer that does not come becomes a 503 that says when to come back', async () => {
    const { ask, release } = await aServer({ most: 5, deadlineMs: 30 })
    expect(await ask('/slow')).toEqual({ status: 503, after: '5', text: 'later' })
    expect(await ask('/storm')).toEqual({ status: 503, after: '5', text: 'later' })
    // The answer that comes afterwards hurts nobody.
    release()
    expect(await ask('/quick')).toMatchObject({ status: 200 })
  })
})
