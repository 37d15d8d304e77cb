import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { endTownHall } from '../../../server/townhalls/townhalls.actions.ts'
import { aCase, words } from '../petitions/answering.ts'
import { anOpenHall } from '../townhalls/seats.fixtures.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { aCard, cardOf } from './cards.ts'

let app: TestApp
const numbers: string[] = []
beforeAll(async () => {
  app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
  numbers.push(
    await aCard(app, { text: '=HYPERLINK("https://evil.example")', dueAt: new Date('2026-11-20T15:00:00Z') }),
    await aCard(app, { text: '<b>나무</b> & 의자', code: 'parks', dong: null }),
    await aCard(app, { dueAt: new Date('2026-12-01T15:00:00Z') }),
  )
})

describe('the ledger in public', () => {
  test('names what is late first, in every language, and counts it apart', async () => {
    for (const lang of ['', '/en', '/zh']) {
      const { status, html } = await app.page(`${lang}/follow-ups`)
      expect(status).toBe(200)
      const text = html.slice(0, html.indexOf('id="page"'))
      const places = [numbers[0]!, numbers[2]!, numbers[1]!].map((one) => text.indexOf(`/follow-ups/${one}`))
      expect(places.every((place, at) => place > (places[at - 1] ?? 0))).toBe(true)
    }
    const { body } = await app.api('GET', '/api/follow-ups?stage=late')
    expect(body).toMatchObject({ total: 1, items: [{ number: numbers[0], late: true }] })
  })

  test('is paged by a cursor, and one that it did not give out is refused', async () => {
    const found: string[] = []
    let after = ''
    do {
      const { body } = await app.api('GET', `/api/follow-ups?limit=1${after && `&after=${after}`}`)
      expect(body.total).toBe(3)
      found.push(...body.items.map((one: { number: string }) => one.number))
      after = body.next
    } while (after)
    expect(found).toEqual([numbers[0], numbers[2], numbers[1]])
    const strange = await app.api('GET', '/api/follow-ups?after=WzEsMl0')
    expect(strange).toMatchObject({ status: 422, body: { code: 'cursor-unknown' } })
    expect((await app.page('/follow-ups?after=WzEsMl0')).status).toBe(422)
    expect((await app.page('/follow-ups?stage=nothing')).status).toBe(422)
  })

  test('narrows by source, dong and department', async () => {
    const of = async (query: string) => (await app.api('GET', `/api/follow-ups?${query}`)).body.total
    const { departmentId } = await cardOf(app, numbers[1]!)
    expect(await of('dong=yeoui')).toBe(2)
    expect(await of(`department=${departmentId}`)).toBe(1)
    expect(await of('source=question')).toBe(0)
  })

  test('is a table for spreadsheets that runs no formula', async () => {
    const { html, headers } = await app.page('/follow-ups.csv')
    expect(headers.get('content-type')).toContain('text/csv')
    const bytes = Buffer.from(await (await fetch(`${app.url}/follow-ups.csv`)).arrayBuffer())
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(html).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
  })

  test('is a feed whose words stay words', async () => {
    const { html, headers } = await app.page('/en/follow-ups.atom')
    expect(headers.get('content-type')).toContain('application/atom+xml')
    expect(html).toContain('&lt;b&gt;나무&lt;/b&gt; &amp; 의자')
    expect(html.match(/<entry>/g)).toHaveLength(3)
  })

  test('has no page for a number that nobody has', async () => {
    for (const strange of ['2026-9999', 'x', '1'])
      expect((await app.page(`/follow-ups/${strange}`)).status).toBe(404)
  })
})

describe('what petitions and town halls promised', () => {
  test('an answer’s promises are cards, its petition shows how they stand; author and followers hear', async () => {
    const { sql } = app.deps
    const { id, number, departmentId, call } = await aCase(app)
    const author = await app.as.resident()
    const follower = await app.as.resident()
    await sql`update petitions set author_id = ${author.personId} where id = ${id}`
    await sql`insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
      values (${id}, ${follower.personId}, false, false, true)`
    const drafter = await app.as.officer('department', { department: 'urban-safety' })
    const team = await app.as.officer('communication')
    const commitments = [{ text: '조명 열 개를 놓는다', department: departmentId, day: '2026-12-10' }]
    const { body: draft } = await call(drafter, 'POST', '', { ...words, commitments })
    for (const [who, step] of [
      [drafter, 'submission'],
      [team, 'approval'],
      [team, 'publication'],
    ] as const)
      expect((await call(who, 'POST', `/${draft.id}/${step}`, { version: 1 })).status, step).toBe(200)
    const card = /\/follow-ups\/(\d{4}-\d{4})/.exec((await app.page(`/petitions/${number}`)).html)?.[1]
    expect(card).toBeDefined()
    expect((await app.page(`/follow-ups/${card}`)).html).toContain(`/petitions/${number}`)
    const form = { version: '1', state: 'done', publicNote: '모두 놓았습니다' }
    const done = await app.page(`/desk/follow-ups/${card}/state`, { form, cookie: drafter.cookie })
    expect(done.status).toBe(303)
    await app.settle()
    for (const { email } of [author, follower]) {
      const about = (await app.mails(email)).filter(({ text }) => text.includes('모두 놓았습니다'))
      expect(about).toHaveLength(1)
    }
    expect((await app.page(`/petitions/${number}`)).html).toContain('이행 완료')
  })

  test('questions that nobody answered are cards once the town hall ends, and it links to them', async () => {
    const hall = await anOpenHall(app)
    const { officerId } = await app.as.officer('communication')
    const asker = await app.as.resident()
    for (const [at, state] of ['published', 'answered', 'received'].entries())
      await app.deps.sql`
        insert into questions (command_id, town_hall_id, person_id, text, lang, state, beforehand, at, updated_at)
        values (${randomUUID()}, ${hall.id}, ${asker.personId}, ${`반사경은 언제 다나요 ${at}?`}, 'ko', ${state}, true,
          '2026-11-18T00:00:00Z', '2026-11-18T00:00:00Z')`
    await app.deps.sql`update town_halls set state = 'live' where id = ${hall.id}`
    const officer = { kind: 'officer', officerId } as Parameters<typeof endTownHall>[1]
    await endTownHall(app.deps, officer, { id: hall.id })
    const { body } = await app.api('GET', '/api/follow-ups?source=question')
    expect(body.items).toMatchObject([
      { text: '반사경은 언제 다나요 0?', origin: { path: `/town-halls/${hall.id}` } },
    ])
    const { number } = body.items[0]
    expect((await app.page(`/town-halls/${hall.id}`)).html).toContain(`/follow-ups/${number}`)
    const team = await app.as.officer('communication')
    const form = { version: '1', state: 'done', publicNote: '12월에 답니다' }
    await app.page(`/desk/follow-ups/${number}/state`, { form, cookie: team.cookie })
    expect((await app.mails(asker.email))[0]!.text).toContain('12월에 답니다')
  })
})
