import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { startApp } from '../../support/app.ts'
import { aReceived, departmentId, rowOf } from './desk-fixtures.ts'

const app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
const { cookie } = await app.as.officer('communication')
const safety = String(await departmentId(app, 'urban-safety'))

const open = (path: string, who = cookie) => app.page(path, { cookie: who })
const post = (path: string, form: Record<string, string | string[]>, who = cookie) =>
  app.page(path, { cookie: who, form })
const at = (number: string, rest = '') => `/desk/petitions/${number}${rest}`

describe('the queue as a page', () => {
  test('names what is late, and each line leads to its petition', async () => {
    const { number } = await aReceived(app, { reviewDueAt: new Date('2026-11-22T15:00:00Z') })
    const { status, html } = await open('/desk/petitions')
    expect(status).toBe(200)
    expect(html).toContain('검토 기한 2일 지남')
    expect(html).toContain(`href="${at(number)}?tab=review"`)
    expect((await open('/en/desk/petitions')).html).toContain('review 2 days late')
  })

  test('shows nonsense in its address as if it was not there', async () => {
    expect((await open('/desk/petitions?tab=none&department=x&after=%00&q=' + 'a'.repeat(500))).status).toBe(
      200,
    )
    expect((await open(at('2026-9999'))).status).toBe(404)
    expect((await open(at('none'))).status).toBe(404)
  })

  test('leads who is signed out to the door of the desk', async () => {
    expect(await app.page('/desk/petitions')).toMatchObject({ status: 303 })
  })
})

describe('a petition at the desk', () => {
  test('underlines what seems to be personal data and masks its author', async () => {
    const author = await app.as.resident({ displayName: '김하늘' })
    const { number } = await aReceived(app, {
      authorId: author.personId,
      problem: '제 번호는 010-1234-5678입니다. <script>alert(1)</script>',
    })
    const { html } = await open(at(number))
    expect(html).toContain('개인정보로 보이는 곳을 1곳 찾았습니다')
    expect(html).toMatch(/<mark[^>]*>010-1234-5678/)
    expect(html).toContain('김*늘')
    expect(html).not.toContain('김하늘')
    expect(html).not.toContain(author.email)
    expect(html).not.toContain('<script>alert')
  })

  test('is published by its form, and the officer stays in the queue they came from', async () => {
    const { number } = await aReceived(app)
    const page = await open(at(number, '?act=publish&tab=review'))
    expect(page.html).toContain(`action="${at(number, '/publication?tab=review')}"`)
    const done = await post(at(number, '/publication?tab=review'), { department: safety })
    expect(done).toMatchObject({ status: 303, location: at(number, '?done=publish&tab=review') })
    expect((await open(done.location!)).html).toContain('공개했습니다. 글쓴이에게 알렸습니다.')
  })

  test.each([
    ['publication', { department: '' }, 'department'],
    ['supplement-request', { note: '' }, 'note'],
    ['rejection', { ground: '', note: '남길 말' }, 'ground'],
    ['transfer', { body: '', note: '남길 말' }, 'body'],
    ['merge', { into: 'abc', note: '남길 말' }, 'into'],
    ['classification', { category: '', dongs: ['yeoui'] }, 'category'],
  ])('comes back from a %s that lacks something, with what was typed', async (noun, form, field) => {
    const { number } = await aReceived(app)
    const { status, html } = await post(at(number, `/${noun}`), { ...form, internal: '업무 메모입니다' })
    expect(status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}-problem"`)
    if ('note' in form && form.note) expect(html).toMatch(/<textarea[^>]*>남길 말/)
    expect((await rowOf(app, number)).state).toBe('received')
  })

  test('keeps what was typed when someone else was quicker', async () => {
    const { number } = await aReceived(app)
    const { updatedAt } = await rowOf(app, number)
    app.setNow(new Date(app.deps.now().getTime() + 1000))
    await post(at(number, '/classification'), { category: 'city' })
    const form = { ground: 'duplicate', note: '먼저 쓴 말', seen: updatedAt.toISOString() }
    const stale = await post(at(number, '/rejection'), form)
    expect(stale.status).toBe(409)
    expect(stale.html).toContain('그사이 다른 사람이 먼저 고쳤습니다')
    expect(stale.html).toMatch(/<textarea[^>]*>먼저 쓴 말/)
    expect((await post(at(number, '/rejection'), { ...form, seen: 'yesterday' })).status).toBe(422)
    await post(at(number, '/publication'), { department: safety })
    const late = await post(at(number, '/rejection'), { ground: 'duplicate', note: '먼저 쓴 말' })
    expect(late.status).toBe(409)
    expect(late.html).toMatch(/<textarea[^>]*>먼저 쓴 말/)
  })

  test('passed on by a department leads it back to its own queue', async () => {
    const { number } = await aReceived(app)
    await post(at(number, '/publication'), { department: safety })
    const department = await app.as.officer('department', { department: 'urban-safety' })
    const roads = String(await departmentId(app, 'roads'))
    const form = { department: roads, reason: '도로 시설입니다.' }
    const passed = await post(at(number, '/department?tab=open'), form, department.cookie)
    expect(passed).toMatchObject({ status: 303, location: '/desk/petitions' })
    expect((await open(passed.location!, department.cookie)).status).toBe(200)
    expect((await open(at(number), department.cookie)).status).toBe(403)
  })

  test('hidden shows its public page with the reason at once, removed is gone', async () => {
    const { number } = await aReceived(app)
    await post(at(number, '/publication'), { department: safety })
    const before = await app.page(`/petitions/${number}`)
    await post(at(number, '/hiding'), { reason: '이름을 확인하고 있습니다' })
    const hidden = await app.page(`/petitions/${number}`)
    expect(hidden.html).not.toBe(before.html)
    expect(hidden.html).not.toContain('다리 아래가 어둡습니다')
    await post(at(number, '/hiding'), { reason: '남의 정보가 있었습니다', removed: 'true' })
    expect((await app.page(`/petitions/${number}`)).status).toBe(410)
    await post(at(number, '/showing'), {})
    expect((await app.page(`/petitions/${number}`)).html).toContain('다리 아래가 어둡습니다')
  })
})

describe('the contact of an author', () => {
  test('is shown for a reason, and every look is recorded', async () => {
    const author = await app.as.resident({ displayName: '김하늘' })
    const { id, number } = await aReceived(app, { authorId: author.personId })
    const looks = () =>
      app.deps.db
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.act, 'petition.contact'), eq(auditEntries.aboutId, String(id))))
    const asked = await open(at(number, '/contact'))
    expect(asked.html).not.toContain(author.email)
    expect(await post(at(number, '/contact'), { reason: '' })).toMatchObject({ status: 422 })
    expect(await looks()).toHaveLength(0)
    const shown = await post(at(number, '/contact'), { reason: '현장 위치를 물어보려고' })
    expect(shown.html).toContain(author.email)
    expect(shown.html).toContain('김하늘')
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(await looks()).toMatchObject([{ detail: { reason: '현장 위치를 물어보려고' } }])
  })

  test('of someone for whom an officer filed is unsealed', async () => {
    const { deps } = app
    const sealedContact = deps.secrets.seal(
      JSON.stringify({ name: '박순자', phone: '010-1111-2222', email: null }),
    )
    const { number } = await aReceived(app, { route: 'phone', sealedContact })
    const { html } = await post(at(number, '/contact'), { reason: '접수증을 드리려고' })
    expect(html).toContain('박순자')
    expect(html).toContain('010-1111-2222')
  })

  test('asks for password and code again when that was long ago, and is not for departments', async () => {
    const late = await app.as.officer('communication')
    await app.deps
      .sql`update sessions set rechecked_until = now() - interval '1 minute' where officer_id = ${late.officerId}`
    const { number } = await aReceived(app)
    expect(await open(at(number, '/contact'), late.cookie)).toMatchObject({
      status: 303,
      location: expect.stringContaining('/desk/recheck?next='),
    })
    const posted = await post(at(number, '/contact'), { reason: '현장 위치' }, late.cookie)
    expect(posted.html).not.toContain('@residents.example')
    expect(posted.status).toBe(303)
    const department = await app.as.officer('department')
    expect((await open(at(number, '/contact'), department.cookie)).status).toBe(403)
  })
})
