import { describe, expect, test } from 'vitest'
import type { BatchReply } from '../../../shared/listening.ts'
import { startApp } from '../../support/app.ts'
import { jpeg } from '../petitions/media.ts'
import { aBatch } from './fixtures.ts'

const app = await startApp({ now: new Date('2026-11-23T08:00:00Z') })
const { sql } = app.deps
const officer = await app.as.officer('communication')

async function post(
  path: string,
  fields: Record<string, string> | FormData,
  cookie: string | null = officer.cookie,
) {
  const response = await fetch(app.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) },
  })
  return { status: response.status, to: response.headers.get('location'), html: await response.text() }
}
async function anEvent(change: Parameters<typeof aBatch>[0] = {}) {
  const batch = aBatch(change)
  const { body } = await app.api<BatchReply>('POST', '/api/desk/listening-batches', batch, {
    cookie: officer.cookie,
  })
  const rows = await sql`select id::int, updated_at from opinions where event_id = ${body.id} order by id`
  return { id: body.id, opinions: rows as unknown as { id: number; updated_at: string }[] }
}
const opinion = async (id: number) => (await sql`select * from opinions where id = ${id}`)[0]!
const seenOf = async (id: number) => new Date((await opinion(id)).updated_at).toISOString()

const plan = {
  title: '문래 골목 토론회',
  series: 'forum',
  day: '2026-12-01',
  from: '19:00',
  until: '20:30',
  place: '문래 작은도서관',
  dong: 'mullae',
  host: '소통공감팀',
  takesOpinions: 'true',
}

describe('an event that is announced', () => {
  test('stands on the public page, takes opinions online, and can be called off with a reason', async () => {
    const { status, to } = await post('/desk/listening/plan', plan)
    expect(status).toBe(303)
    const id = Number(/listening\/(\d+)/.exec(to!)![1])
    expect((await app.page('/listening')).html).toContain('문래 골목 토론회')
    expect((await app.page(`/listening/${id}`)).html).toContain('이 행사에 의견 보내기')
    expect((await post(`/desk/listening/${id}/cancellation`, { reason: '' })).status).toBe(422)
    await post(`/desk/listening/${id}/cancellation`, { reason: '비가 많이 옵니다.' })
    const { html } = await app.page(`/listening/${id}`)
    expect(html).toContain('비가 많이 옵니다.')
    expect(html).not.toContain('이 행사에 의견 보내기')
    expect((await post(`/desk/listening/${id}`, plan)).status).toBe(409)
  })

  test.each([
    ['day', '2026-02-30'],
    ['from', '25:00'],
    ['until', '18:00'],
    ['title', '가'],
    ['series', ''],
    ['place', ''],
    ['dong', 'gangnam'],
    ['people-residents', '-1'],
    ['people-residents', '많음'],
  ])('comes back with everything typed where its %s is %j', async (field, value) => {
    const { status, html } = await post('/desk/listening/plan', {
      ...plan,
      notes: '그대로 둘 말',
      [field]: value,
    })
    expect(status).toBe(422)
    expect(html).toContain('그대로 둘 말')
    expect(html).toContain(`href="#${field}"`)
  })

  test('is changed on the version that was read, or not at all', async () => {
    const { id } = await anEvent()
    const stale = { ...plan, seen: '2020-01-01T00:00:00.000Z', notes: '내가 쓴 말' }
    const answer = await post(`/desk/listening/${id}`, stale)
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('내가 쓴 말')
  })
})

describe('an opinion at the desk', () => {
  const words = { text: '고친 말입니다.', handling: 'heard' }

  test('becomes policy with a note that everyone reads, and is counted', async () => {
    const { id, opinions } = await anEvent()
    const path = `/desk/listening/opinions/${opinions[0]!.id}`
    expect((await post(path, { ...words, becamePolicy: 'true' })).status).toBe(422)
    await post(path, { ...words, becamePolicy: 'true', policyNote: '보도 정비 계획에 넣었습니다.' })
    const { html } = await app.page(`/listening/${id}`)
    expect(html).toContain('보도 정비 계획에 넣었습니다.')
    const { body } = await app.api<{ opinions: { policy: number } }>('GET', `/api/listening-events/${id}`)
    expect(body.opinions.policy).toBe(1)
  })

  test('that two officers change at once is changed by one', async () => {
    const { opinions } = await anEvent()
    const path = `/desk/listening/opinions/${opinions[0]!.id}`
    const seen = await seenOf(opinions[0]!.id)
    const answers = await Promise.all(
      ['첫째 말입니다.', '둘째 말입니다.'].map((text) => post(path, { ...words, text, seen })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  })

  test('that is now to be answered opens one promise, and stays owed', async () => {
    const { opinions } = await anEvent({ opinions: [{ contact: '010-1111-2222' }] })
    const { id } = opinions[0]!
    const path = `/desk/listening/opinions/${id}`
    await Promise.all([1, 2, 3].map(() => post(path, { ...words, handling: 'to-answer' })))
    expect(await sql`select 1 from follow_ups where source = 'opinion' and source_id = ${id}`).toHaveLength(1)
    expect((await opinion(id)).sealed_contact).toBeNull()
    const back = await post(path, { ...words, handling: 'heard' })
    expect([back.status, back.html.includes('후속조치 관리카드')]).toEqual([409, true])
  })

  test('shows its contact after a re-check and for a reason, which is recorded', async () => {
    const { opinions } = await anEvent({ opinions: [{ contact: '010-3333-4444' }] })
    const { id } = opinions[0]!
    const page = `/desk/listening/opinions/${id}`
    expect((await app.page(page, { cookie: officer.cookie })).html).not.toContain('3333')
    await sql`update sessions set rechecked_until = null`
    const early = await post(`${page}/contact`, { reason: '답을 드리려고' })
    expect([early.status, early.to]).toEqual([303, `${page}/contact`])
    await sql`update sessions set rechecked_until = now() + interval '10 minutes'`
    const looks = async () =>
      (await sql`select detail from audit_entries where act = 'opinion.contact' and about_id = ${String(id)}`)
        .length
    expect((await post(`${page}/contact`, { reason: '' })).status).toBe(422)
    expect(await looks()).toBe(0)
    expect((await post(`${page}/contact`, { reason: '답을 드리려고' })).html).toContain('010-3333-4444')
    expect(await looks()).toBe(1)
  })
})

describe('an opinion that came online', () => {
  const send = (fields: Record<string, string>) =>
    post(
      '/listening/opinions',
      { text: '도림천에 물 마시는 곳이 하나 더 있으면 좋겠습니다.', ...fields },
      null,
    )

  test('is read by nobody before an officer looked at it; two who decide at once decide once', async () => {
    const { id: eventId } = await anEvent()
    const sent = await send({
      id: '7f3f5b1c-58d4-4d2e-9a51-0d9d4c0a8b11',
      event: String(eventId),
      contact: 'a@example.kr',
    })
    expect([sent.status, sent.to]).toEqual([303, `/listening/opinions/sent?event=${eventId}`])
    await send({ id: '7f3f5b1c-58d4-4d2e-9a51-0d9d4c0a8b11', event: String(eventId) })
    const [row] =
      await sql`select id::int, state, sealed_contact from opinions where event_id = ${eventId} and logged_by is null`
    expect(row).toMatchObject({ state: 'received' })
    expect(Buffer.from(row!.sealed_contact).includes('example')).toBe(false)
    expect((await app.page(`/listening/${eventId}`)).html).not.toContain('도림천')
    const path = `/desk/listening/opinions/${row!.id}/publication`
    const fields = { text: '도림천에 물 마시는 곳', handling: 'to-answer', seen: await seenOf(row!.id) }
    const answers = await Promise.all([post(path, fields), post(path, fields)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect((await app.page(`/listening/${eventId}`)).html).toContain('도림천')
    expect(
      await sql`select 1 from follow_ups where source = 'opinion' and source_id = ${row!.id}`,
    ).toHaveLength(1)
  })

  test('that is kept back is read by nobody, and its contact is gone', async () => {
    await send({ text: '공개하지 않을 말이 여기 있습니다.', contact: '010-5555-6666' })
    const [row] = await sql`select id::int from opinions where text like '공개하지 않을%'`
    expect((await post(`/desk/listening/opinions/${row!.id}/holding`, { reason: '' })).status).toBe(422)
    await post(`/desk/listening/opinions/${row!.id}/holding`, { reason: '욕설' })
    expect(await opinion(row!.id)).toMatchObject({ state: 'held', sealed_contact: null })
    expect((await app.page('/listening/open-box')).html).not.toContain('공개하지 않을')
  })

  test('is slowed down where one address sends many', async () => {
    const answers: number[] = []
    for (let at = 0; at < 25; at += 1)
      answers.push((await send({ text: `의견이 많은 집입니다 ${at}` })).status)
    expect(answers.at(-1)).toBe(429)
  })
})

describe('photos of an event', () => {
  const photo = (alt: string, consent: boolean, bytes: Buffer = jpeg) => {
    const form = new FormData()
    form.append('alt', alt)
    if (consent) form.append('consent', 'true')
    form.append('photo', new Blob([new Uint8Array(bytes)]), 'a.jpg')
    return form
  }

  test('are public with consent, the office’s own without, and gone when it is taken back', async () => {
    const { id } = await anEvent()
    expect((await post(`/desk/listening/${id}/photos`, photo('골목의 주민들', false))).status).toBe(303)
    const [row] = await sql`select id::int, file_id from listening_photos where event_id = ${id}`
    const sees = async (cookie?: string) =>
      (await fetch(`${app.url}/files/${row!.file_id}`, cookie ? { headers: { cookie } } : {})).status
    expect([await sees(), await sees(officer.cookie)]).toEqual([404, 200])
    expect(await sees((await app.as.officer('department')).cookie)).toBe(404)
    expect((await app.page(`/listening/${id}`)).html).not.toContain('골목의 주민들')
    await post(`/desk/listening/${id}/photos/${row!.id}`, { alt: '골목의 주민들', consent: 'true' })
    expect(await sees()).toBe(200)
    expect((await app.page(`/listening/${id}`)).html).toContain('골목의 주민들')
    await post(`/desk/listening/${id}/photos/${row!.id}/removal`, {})
    expect([await sees(), await sees(officer.cookie)]).toEqual([404, 404])
  })

  test('that are none, or say nothing of what they show, come back', async () => {
    const { id } = await anEvent()
    const path = `/desk/listening/${id}/photos`
    expect((await post(path, photo('골목', true, Buffer.from('<svg/>')))).status).toBe(422)
    expect((await post(path, photo('', true))).status).toBe(422)
    expect(await sql`select 1 from listening_photos where event_id = ${id}`).toHaveLength(0)
  })
})

test('series are added, changed on what was seen, and retired: old events keep them', async () => {
  const path = '/desk/listening/series'
  const row = { row: 'new', code: 'night', nameKo: '밤 소통', nameEn: 'At night', position: '9' }
  expect((await post(path, row)).status).toBe(303)
  expect((await post(path, row)).status).toBe(409)
  const bad = await post(path, { ...row, code: '밤' })
  expect([bad.status, bad.html.includes('밤 소통')]).toEqual([422, true])
  const { id } = await anEvent({ event: { series: 'night' } })
  const { html } = await app.page(path, { cookie: officer.cookie })
  const seen = [...html.matchAll(/name="seen" value="([^"]*)"/g)]
    .map((match) => match[1]!)
    .filter(Boolean)
    .at(-1)!
  expect((await post(path, { ...row, row: 'night', seen, retired: 'true' })).status).toBe(303)
  expect((await app.page(`/listening/${id}`)).html).toContain('밤 소통')
  expect((await app.page('/desk/listening/plan', { cookie: officer.cookie })).html).not.toContain('밤 소통')
})

test('the table for spreadsheets opens as UTF-8 and starts no formula; the feed is well-formed', async () => {
  await anEvent({ event: { title: '=HYPERLINK("https://example.kr")', place: 'A & B <광장>' } })
  const csv = Buffer.from(await (await fetch(`${app.url}/listening/events.csv`)).arrayBuffer())
  expect(csv.subarray(0, 3).toString('hex')).toBe('efbbbf')
  expect(csv.toString()).toContain(`"'=HYPERLINK(""https://example.kr"")"`)
  const feed = await (await fetch(`${app.url}/listening/feed.atom`)).text()
  expect(feed).toContain('A &amp; B &lt;광장&gt;')
  expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko">')
})

test('a month, a dong or a series that is none leads back with a sentence', async () => {
  for (const query of ['month=2026-13', 'dong=%3Cscript%3E', 'after=x', 'after=1-1&month=2026-11'])
    expect((await app.page(`/listening?${query}`)).status).toBe(422)
})
