import { describe, expect, test } from 'vitest'
import { startApp } from '../../../support/app.ts'
import { aLiveRoom, attendee, join, question } from './clients.ts'

const site = await startApp({ now: new Date('2026-11-25T05:00:00Z') })

describe('a question in a live room', () => {
  test('is seen by its asker and the hosts alone until it is published, then by all, then goes its way', async () => {
    const { hall, host } = await aLiveRoom(site)
    const asker = await attendee(site, hall)
    const other = await attendee(site, hall, { registered: true })
    const visitor = await join(site, hall.id)
    const screen = await join(site, hall.id, { as: 'screen' })

    const id = await asker.done(question('가로등은 며칠 만에 고쳐지나요?', '김하늘'))
    expect((await asker.heard('own-question')).question).toMatchObject({ id, state: 'received' })
    expect((await host.heard('host-question')).question).toMatchObject({ id, shownName: '김*늘' })
    await visitor.heard('none')
    expect(
      JSON.stringify(visitor.frames) + JSON.stringify(other.frames) + JSON.stringify(screen.frames),
    ).not.toContain('가로등')

    await host.done({ op: 'publish', question: id })
    const published = await visitor.heard('question')
    expect(published.question).toMatchObject({
      id,
      state: 'published',
      dong: 'yeoui',
      votes: { registered: 0, guests: 0 },
    })
    expect((await asker.heard('own-question', (m) => m.question.state === 'published')).question.id).toBe(id)

    await other.done({ op: 'vote', question: id, up: true })
    await asker.done({ op: 'vote', question: id, up: true })
    await asker.done({ op: 'vote', question: id, up: true })
    await visitor.latest(
      'votes',
      (v: Record<string, unknown>) => JSON.stringify(v[id]) === '{"registered":1,"guests":1}',
    )

    await host.done({ op: 'stage', question: id })
    expect(
      (await screen.heard('question', (m) => m.question.state === 'on-stage')).question.stagedAt,
    ).not.toBeNull()
    expect((await screen.heard('room', (m) => m.room.show === 'stage')).room.phase).toBe('open')
    await host.done({ op: 'answered', question: id })
    expect(
      (await asker.heard('own-question', (m) => m.question.state === 'answered')).question.answeredAt,
    ).not.toBeNull()
    const everyone = [host, asker, other, visitor, screen]
    await Promise.all(everyone.map((one) => one.until(() => one.now.seq === host.now.seq)))
    expect(everyone.flatMap(({ faults }) => faults)).toEqual([])
  })
})
