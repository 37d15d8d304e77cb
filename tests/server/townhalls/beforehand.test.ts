import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { mergePersons } from '../../../server/accounts/merging.actions.ts'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { askingLimits, mustBePaced } from '../../../server/townhalls/questions/beforehand.rules.ts'
import { townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, type Hall, openNow, opensAt } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { page, api, deps, setNow } = site
const office = await site.as.officer('communication')

const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const at = (hall: Hall, below = '') => `/town-halls/${hall.id}/questions${below}`
const ask = (hall: Hall, cookie: string, about: { text?: string; name?: string; commandId?: string } = {}) =>
  api(
    'POST',
    `/api${at(hall)}`,
    { commandId: randomUUID(), text: '가로등은 며칠 만에 고쳐지나요?', ...about },
    { cookie },
  )
const publish = (hall: Hall, id: number) =>
  page(`/desk${at(hall, `/${id}/publication`)}`, { cookie: office.cookie, form: {} })
const listed = async (hall: Hall) => {
  deps.pages.drop('')
  return (await api('GET', `/api${at(hall)}`)).body.items as { id: number; votes: number; text: string }[]
}
/** A question that everyone can read. */
async function published(hall: Hall) {
  const { cookie } = await site.as.resident()
  const { body } = await ask(hall, cookie)
  await publish(hall, body.id)
  return { id: body.id as number, cookie }
}

describe('asking beforehand', () => {
  test('shows a question to everyone only after an officer looked at it, the name masked', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const asked = await ask(hall, cookie, { name: '김하늘' })
    expect(asked).toMatchObject({ status: 201, body: { state: 'received', shownName: '김*늘' } })
    expect(await listed(hall)).toEqual([])
    expect(text((await page(at(hall, '/mine'), { cookie })).html)).toContain('담당자가 읽는 중')
    expect((await publish(hall, asked.body.id)).status).toBe(303)
    expect(await listed(hall)).toMatchObject([{ shownName: '김*늘', votes: 0 }])
    expect(JSON.stringify(await listed(hall))).not.toContain('김하늘')
  })

  test('works by a form without a script: sent twice it is one question, and what is wrong is kept', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const mine = await page(at(hall, '/mine'), { cookie })
    const commandId = /name="commandId" value="([^"]+)"/.exec(mine.html)![1]!
    const form = { commandId, text: '밤길에 조명을 더 놓을 수 있나요?', name: '' }
    const answers = await Promise.all([1, 2, 3].map(() => page(at(hall), { cookie, form })))
    expect(answers.map(({ location }) => location)).toEqual(Array(3).fill(at(hall, '/mine?done=asked')))
    const short = await page(at(hall), { cookie, form: { commandId: randomUUID(), text: '왜?' } })
    expect(short.status).toBe(422)
    expect(short.html).toContain('href="#text"')
    expect(short.html).toContain('왜?')
    const [row] = await deps.sql`select count(*)::int as n from questions where town_hall_id = ${hall.id}`
    expect(row!.n).toBe(1)
  })

  test.each([
    [{ text: '네 자뿐' }, 422],
    [{ text: '가'.repeat(281) }, 422],
    [{ text: '두 줄은\n안 됩니다' }, 422],
    [{ text: '읽을 수 없는 \u0007 글자' }, 422],
    [{ commandId: 'mine' }, 422],
    [{ name: '가'.repeat(61) }, 422],
  ])('refuses %o', async (about, status) => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    expect((await ask(hall, cookie, about)).status).toBe(status)
  })

  test('is refused to visitors and officers, before the announcement and once it began', async () => {
    const hall = await anOpenHall(site)
    expect((await ask(hall, '')).status).toBe(401)
    expect((await ask(hall, office.cookie)).status).toBe(403)
    expect((await page(at(hall), { form: { text: '질문입니다만' } })).location).toContain('/sign-in?next=')
    const { cookie } = await site.as.resident()
    await deps.db.update(townHalls).set({ state: 'live' }).where(eq(townHalls.id, hall.id))
    expect(await ask(hall, cookie)).toMatchObject({ status: 409, body: { code: 'questions-closed' } })
    await deps.db.update(townHalls).set({ state: 'draft' }).where(eq(townHalls.id, hall.id))
    expect((await ask(hall, cookie)).status).toBe(404)
  })

  test('is possible from the announcement on, before registration opens', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    setNow(new Date(opensAt.getTime() - 1000))
    expect((await ask(hall, cookie)).status).toBe(201)
    setNow(openNow)
  })

  test('goes at a pace: not two at once, also when both come in the same instant', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(hall, cookie)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 429, 429, 429, 429, 429])
    setNow(new Date(openNow.getTime() + askingLimits.pauseSeconds * 1000))
    expect((await ask(hall, cookie)).status).toBe(201)
    setNow(openNow)
    const many = Array.from({ length: askingLimits.most }, () => new Date(0))
    expect(() => mustBePaced(many, openNow)).toThrow('questions-enough')
  })

  test('someone else’s command is not mine', async () => {
    const hall = await anOpenHall(site)
    const [one, other] = [await site.as.resident(), await site.as.resident()]
    const commandId = randomUUID()
    await ask(hall, one.cookie, { commandId })
    expect((await ask(hall, other.cookie, { commandId })).status).toBe(403)
  })
})

describe('withdrawing', () => {
  test('takes one’s own question off the list, and nobody else’s', async () => {
    const hall = await anOpenHall(site)
    const { id, cookie } = await published(hall)
    const stranger = await site.as.resident()
    const path = at(hall, `/${id}/withdrawal`)
    expect((await page(path, { cookie: stranger.cookie, form: {} })).status).toBe(403)
    expect(await listed(hall)).toHaveLength(1)
    expect((await page(path, { cookie, form: {} })).status).toBe(303)
    expect((await page(path, { cookie, form: {} })).status).toBe(303)
    expect(await listed(hall)).toEqual([])
    expect(text((await page(at(hall, '/mine'), { cookie })).html)).toContain('거둠')
  })
})

describe('voting', () => {
  test('is one a person, and can be taken back; the most wanted stands first', async () => {
    const hall = await anOpenHall(site)
    const first = await published(hall)
    const second = await published(hall)
    const { cookie } = await site.as.resident()
    const votes = `/api${at(hall, `/${second.id}/votes`)}`
    await Promise.all(Array.from({ length: 5 }, () => api('POST', votes, {}, { cookie })))
    expect((await listed(hall)).map(({ id, votes: count }) => [id, count])).toEqual([
      [second.id, 1],
      [first.id, 0],
    ])
    expect((await api('DELETE', votes, undefined, { cookie })).body).toEqual({ voted: false, votes: 0 })
    const form = await page(at(hall, `/${first.id}/votes`), { cookie, form: {} })
    expect(form.location).toBe(at(hall, `/mine#question-${first.id}`))
    expect((await page(at(hall, '/mine'), { cookie })).html).toContain('aria-pressed="true"')
  })

  test('of a visitor is remembered while they sign in, for this town hall, once and not for ever', async () => {
    const hall = await anOpenHall(site)
    const asker = await site.as.resident()
    const { body } = await ask(hall, asker.cookie)
    await publish(hall, body.id)
    const press = async () => {
      const led = await page(at(hall, `/${body.id}/votes`), { form: {} })
      expect(led.location).toBe(`/sign-in?next=${at(hall, '/mine')}`)
      const set = led.headers.get('set-cookie')!
      expect(set).toMatch(/HttpOnly.*SameSite=Lax/)
      return set.split(';')[0]!
    }
    const votes = async () => (await listed(hall)).map((one: { votes: number }) => one.votes)
    const kept = await press()
    const other = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const both = `${cookie}; ${kept}`
    expect((await page(at(other, '/mine'), { cookie: both })).status).toBe(200)
    expect(await votes()).toEqual([0])
    const back = await page(at(hall, '/mine'), { cookie: both })
    expect(back.location).toBe(`${at(hall, '/mine')}?done=voted#question-${body.id}`)
    expect(back.headers.get('set-cookie')).toMatch(/^vote=;/)
    expect(await votes()).toEqual([1])
    await page(at(hall, '/mine'), { cookie: both })
    expect(await votes()).toEqual([1])
    expect(text((await page(at(hall, '/mine?done=voted'), { cookie })).html)).toContain(
      '공감이 반영되었습니다',
    )
    // Made up, or for a question that takes no votes any more: nothing happens, and the page says it.
    expect((await page(at(hall, '/mine'), { cookie: `${cookie}; vote=made-up` })).status).toBe(200)
    await deps.sql`update questions set state = 'answered' where id = ${body.id}`
    const late = await page(at(hall, '/mine'), {
      cookie: `${(await site.as.resident()).cookie}; ${await press()}`,
    })
    expect(late.location).toContain('done=late')
  })

  test('is refused for what is not public, what was answered, and without signing in', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const { body } = await ask(hall, cookie)
    const votes = `/api${at(hall, `/${body.id}/votes`)}`
    expect((await api('POST', votes, {}, { cookie })).status).toBe(404)
    await publish(hall, body.id)
    expect((await api('POST', votes, {})).status).toBe(401)
    const led = await page(at(hall, `/${body.id}/votes`), { form: {} })
    expect(led.location).toBe(`/sign-in?next=${at(hall, '/mine')}`)
    await deps.sql`update questions set state = 'answered' where id = ${body.id}`
    expect((await api('POST', votes, {}, { cookie })).body.code).toBe('question-gone')
    const other = await anOpenHall(site)
    expect((await api('POST', `/api${at(other, `/${body.id}/votes`)}`, {}, { cookie })).status).toBe(404)
  })
})

describe('the office’s look', () => {
  test('holds a question back with a reason that its asker reads, and can publish it later', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const { body } = await ask(hall, cookie, { text: '옆집 김 아무개가 문제입니다' })
    const desk = `/desk${at(hall)}`
    const nothing = await page(`${desk}/${body.id}/holding`, { cookie: office.cookie, form: { reason: ' ' } })
    expect(nothing.status).toBe(422)
    expect(nothing.html).toContain(`href="#reason-${body.id}"`)
    const held = await page(`${desk}/${body.id}/holding`, {
      cookie: office.cookie,
      form: { reason: '다른 사람의 이름이 있습니다' },
    })
    expect(held.status).toBe(303)
    expect(await listed(hall)).toEqual([])
    expect(text((await page(at(hall, '/mine'), { cookie })).html)).toContain('다른 사람의 이름이 있습니다')
    await publish(hall, body.id)
    expect(await listed(hall)).toHaveLength(1)
    const acts = await deps.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.aboutId, String(body.id)))
    expect(acts.filter(({ aboutKind }) => aboutKind === 'question').map(({ act }) => act)).toEqual([
      'question.hold',
      'question.publish',
    ])
  })

  test('is the communication team’s; a withdrawn question stays withdrawn', async () => {
    const hall = await anOpenHall(site)
    const { id, cookie } = await published(hall)
    const department = await site.as.officer('department')
    const desk = `/desk${at(hall)}`
    expect((await page(desk, { cookie: department.cookie })).status).toBe(403)
    expect((await page(desk, { cookie: office.cookie })).status).toBe(200)
    await page(at(hall, `/${id}/withdrawal`), { cookie, form: {} })
    expect((await publish(hall, id)).status).toBe(409)
    const late = await page(`${desk}/${id}/holding`, { cookie: office.cookie, form: { reason: '늦음' } })
    expect(late.status).toBe(409)
    expect(late.html).toContain('늦음')
  })
})

test('questions and votes of two accounts of one person become those of one', async () => {
  const hall = await anOpenHall(site)
  const { id } = await published(hall)
  const [kept, gone] = [await site.as.resident(), await site.as.resident()]
  for (const { cookie } of [kept, gone]) await api('POST', `/api${at(hall, `/${id}/votes`)}`, {}, { cookie })
  await ask(hall, gone.cookie, { text: '합쳐질 사람의 질문입니다' })
  expect((await listed(hall))[0]!.votes).toBe(2)
  await deps.db.transaction((tx) => mergePersons(deps, tx, kept.personId, gone.personId))
  expect((await listed(hall))[0]!.votes).toBe(1)
  expect(text((await page(at(hall, '/mine'), { cookie: kept.cookie })).html)).toContain('합쳐질 사람의 질문')
})
