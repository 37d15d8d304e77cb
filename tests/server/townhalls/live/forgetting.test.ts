import { describe, expect, test } from 'vitest'
import type { LiveSnapshot } from '../../../../shared/live.ts'
import { forgetLivePeople } from '../../../../server/townhalls/live/forgetting.actions.ts'
import { startApp } from '../../../support/app.ts'
import { aLiveRoom, attendee, question } from './clients.ts'

const start = new Date('2026-11-25T05:00:00Z')
const day = 86_400_000
const site = await startApp({ now: start })
const { sql } = site.deps

/** What the rows still tell of anyone who asked, voted or chose in a town hall. */
async function tracesIn(hall: number) {
  const [row] = await sql`
    select (select count(*)::int from questions where town_hall_id = ${hall}
        and (person_id is not null or shown_name is not null or dong is not null)) as askers,
      (select count(*)::int from question_votes v join questions q on q.id = v.question_id
        where q.town_hall_id = ${hall}) as votes,
      (select count(*)::int from live_poll_votes v join live_polls p on p.id = v.poll_id
        where p.town_hall_id = ${hall}) as choices,
      (select count(*)::int from live_messages where town_hall_id = ${hall}) as messages`
  return row
}

describe('ninety days after a town hall', () => {
  test('nothing tells who asked, voted and chose; questions, answers and totals stand', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    await host.done({ op: 'rules', naming: 'named' })
    const [asker, voter] = [await attendee(site, hall), await attendee(site, hall)]
    const id = await asker.done(question('석 달 뒤에도 남는 질문입니다.', '남궁하늘'))
    await voter.done({ op: 'vote', question: id, up: true })
    const poll = await host.done({ op: 'poll-add', title: '한 표씩', choices: ['가', '나'] })
    await host.done({ op: 'poll-open', poll })
    await voter.done({ op: 'poll-vote', poll, choices: [1] })
    await host.done({ op: 'reply', question: id, text: '네, 그렇게 하겠습니다.' })
    await host.done({ op: 'close' })

    await forgetLivePeople({ ...site.deps, now: () => new Date(start.getTime() + 89 * day) })
    const kept = await tracesIn(hall.id)
    expect(kept).toMatchObject({ askers: 1, votes: 1, choices: 1 })
    expect(kept!.messages).toBeGreaterThan(0)

    await forgetLivePeople({ ...site.deps, now: () => new Date(start.getTime() + 91 * day) })
    expect(await tracesIn(hall.id)).toEqual({ askers: 0, votes: 0, choices: 0, messages: 0 })
    const { body } = await site.api<LiveSnapshot>('GET', `/api/town-halls/${hall.id}/live-state`)
    expect(body.questions).toMatchObject([
      {
        id,
        shownName: null,
        dong: null,
        votes: { registered: 0, guests: 1 },
        reply: '네, 그렇게 하겠습니다.',
      },
    ])
    expect(body.polls).toMatchObject([{ counts: [0, 1], voters: 1 }])
    expect(JSON.stringify(body)).not.toContain('남궁하늘')
  })

  test('so it is where the town hall was ended at the desk and no live room was ever opened', async () => {
    const { hall } = await aLiveRoom(site)
    const asker = await attendee(site, hall)
    await asker.done(question('방 없이 끝난 자리의 질문입니다.'))
    await sql`delete from live_messages where town_hall_id = ${hall.id}`
    await sql`update live_rooms set phase = 'ended', ended_at = null where town_hall_id = ${hall.id}`
    await sql`update town_halls set state = 'ended', ended_at = ${start.toISOString()} where id = ${hall.id}`
    expect(await tracesIn(hall.id)).toMatchObject({ askers: 1 })
    await forgetLivePeople({ ...site.deps, now: () => new Date(start.getTime() + 91 * day) })
    expect(await tracesIn(hall.id)).toMatchObject({ askers: 0 })
  })
})
