import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aFiling, tuesday } from './filing.fixtures.ts'

const app = await startApp({ now: tuesday })
const { sql } = app.deps
const officer = await app.as.officer('communication')

const aDeskForm = () => ({
  ...aFiling,
  draftId: randomUUID(),
  route: 'phone',
  received: '2026-11-23T16:30',
  phone: '010-1234-5678',
  email: '',
  lang: 'ko',
  consented: 'true',
})
const post = (form: Record<string, string | string[]>, who = officer) =>
  app.page('/desk/petitions', { cookie: who.cookie, form })

describe('filing for someone', () => {
  test('seals who they are, counts from when it came, and gives a receipt to print', async () => {
    expect((await app.page('/desk/petitions/new', officer)).html).toContain('대신 접수하기')
    const filed = await post(aDeskForm())
    expect(filed.status).toBe(303)
    const number = filed.location!.split('/')[3]!
    const [row] = await sql`select * from petitions where number = ${number}`
    expect(row).toMatchObject({
      route: 'phone',
      author_id: null,
      author_shown: '홍*동',
      problem: aFiling.problem,
      state: 'received',
    })
    expect(Number(row!.filed_by)).toBe(officer.officerId)
    expect(new Date(row!.received_at as string).toISOString()).toBe('2026-11-23T07:30:00.000Z')
    // Seven working days after Monday the 23rd.
    expect(new Date(row!.review_due_at as string).toISOString()).toBe('2026-12-02T15:00:00.000Z')
    expect(JSON.parse(app.deps.secrets.unseal(row!.sealed_contact as Buffer))).toEqual({
      name: '홍길동',
      phone: '010-1234-5678',
      email: null,
    })
    const entries =
      await sql`select actor_kind, detail from audit_entries where about_id = ${row!.id} and act = 'petition.submit'`
    expect(entries).toEqual([{ actor_kind: 'officer', detail: { route: 'phone' } }])
    const receipt = await app.page(filed.location!, officer)
    expect(receipt.status).toBe(200)
    for (const text of [number, '12월 2일(수)까지', '홍*동', '전화']) expect(receipt.html).toContain(text)
    expect(receipt.html).not.toContain('홍길동')
    expect(receipt.html).not.toContain('5678')
  })

  test('mails the number where an address was given, in the language of the text', async () => {
    const email = 'maria@example.kr'
    expect((await post({ ...aDeskForm(), email, phone: '', lang: 'en' })).status).toBe(303)
    const [mail] = await app.mails(email)
    expect(mail!.subject).toContain('We received petition 2026-')
    expect(mail!.text).not.toContain('/mine')
  })

  test('sent twice at once is one petition', async () => {
    const form = aDeskForm()
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(form)))
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect((await sql`select count(*)::int as n from petitions where draft_id = ${form.draftId}`)[0]!.n).toBe(
      1,
    )
    const other = await app.as.officer('communication')
    expect((await post(form, other)).status).toBe(403)
  })

  const wrong: [string, Record<string, string | string[]>, string][] = [
    ['no contact at all', { phone: '', email: '' }, '전화번호나 메일 주소 가운데 하나는'],
    ['a phone number that is none', { phone: '전화 없음' }, '이 칸을 다시 확인해 주세요.'],
    ['an address that is none', { email: 'maria' }, '메일 주소를 확인해 주세요'],
    ['no consent', { consented: '' }, '동의를 받은 뒤 표시해 주세요'],
    ['no route', { route: '' }, '어떻게 들어왔는지 골라 주세요.'],
    ['a time to come', { received: '2026-11-24T10:01' }, '접수 시각을 확인해 주세요.'],
    ['a time long past', { received: '2016-11-24T10:00' }, '접수 시각을 확인해 주세요.'],
    ['no time', { received: '' }, '언제 받았는지 써 주세요.'],
    ['a day that is none', { received: '2026-02-30T10:00' }, '이 칸을 다시 확인해 주세요.'],
    ['no dong', { dongs: [] }, '어느 동의 일인지 골라 주세요.'],
    ['an unknown category', { category: 'space' }, '지금은 쓰지 않는 분야입니다'],
    ['a text that is too long', { problem: '가'.repeat(20_001) }, '20,000자까지'],
  ]
  test.each(wrong)('%s comes back with everything typed', async (_name, change, sentence) => {
    const answer = await post({ ...aDeskForm(), ...change })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(sentence)
    expect(answer.html).toContain(aFiling.proposal)
    expect(answer.html).toContain('홍길동')
  })

  test('is for the communication team', async () => {
    for (const role of ['department', 'mayor', 'administrator'] as const) {
      const who = await app.as.officer(role)
      expect((await app.page('/desk/petitions/new', who)).status).toBe(403)
      expect((await post(aDeskForm(), who)).status).toBe(403)
    }
    const resident = await app.as.resident()
    expect((await app.page('/desk/petitions/new', resident)).status).toBe(403)
  })

  test('by the API gives the same, once a key', async () => {
    const { received: _, consented: _ticked, email: _email, ...form } = aDeskForm()
    const body = { ...form, consented: true, receivedAt: '2026-11-23T07:30:00Z' }
    const headers = { 'idempotency-key': randomUUID() }
    const ask = (sent: unknown) => app.api('POST', '/api/desk/petitions', sent, { ...officer, headers })
    const first = await ask(body)
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'received', reviewDueAt: '2026-12-02T15:00:00.000Z' },
    })
    expect(await ask(body)).toMatchObject({ status: 201, body: first.body })
    expect(await ask({ ...body, title: '다른 제목입니다' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    const unticked = await app.api(
      'POST',
      '/api/desk/petitions',
      { ...body, draftId: randomUUID(), consented: false },
      officer,
    )
    expect(unticked).toMatchObject({ status: 422, body: { code: 'paper-consent-required' } })
  })
})
