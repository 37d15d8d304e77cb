import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aCase, actsOn, establish, type Saved, stateOf, words } from './answering.ts'
import { askedBy, countsOf } from './fixtures.ts'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'

const now = new Date('2026-11-25T03:00:00Z')
const app = await startApp({ now })
const drafter = await app.as.officer('department', { department: 'urban-safety', name: '이서연' })
const chief = await app.as.officer('department', { department: 'urban-safety', name: '박정호' })
const stranger = await app.as.officer('department', { department: 'planning-budget' })
const team = await app.as.officer('communication')
const mayor = await app.as.officer('mayor')
const administrator = await app.as.officer('administrator')

describe('an answer of the department', () => {
  test('is drafted, submitted, approved by another and published, before closing too', async () => {
    const { id: petitionId, call } = await aCase(app)
    const draft = await call(drafter, 'POST', '', words)
    expect(draft).toMatchObject({ status: 201, body: { version: 1, state: 'draft' } })
    const { id } = draft.body as Saved
    const version = { version: 1 }
    expect((await call(drafter, 'POST', `/${id}/submission`, version)).body.state).toBe('submitted')
    expect((await call(chief, 'POST', `/${id}/approval`, version)).body.state).toBe('approved')
    expect(await call(chief, 'POST', `/${id}/publication`, version)).toMatchObject({ status: 403 })
    expect(await call(team, 'POST', `/${id}/publication`, version)).toMatchObject({
      status: 200,
      body: { id, version: 1, state: 'published' },
    })
    expect(await stateOf(app, petitionId)).toMatchObject({
      state: 'open',
      response: 'answered',
      kind: 'department',
      answeredAt: now.toISOString().replace('T', ' ').replace('.000Z', '+00'),
    })
    expect(await actsOn(app, id)).toEqual([
      'answer.draft',
      'answer.submit',
      'answer.approve',
      'answer.publish',
    ])
    const moves = await app.deps
      .sql`select move, public_note from petition_moves where petition_id = ${petitionId}`
    expect(moves).toEqual([{ move: 'answer', public_note: words.title }])
    const endorser = openEndorser(app.deps)
    expect((await endorser.endorse(askedBy('after', petitionId))).outcome).toBe('new')
    expect(await countsOf(app.deps.sql, petitionId)).toMatchObject({ total: 1 })
  })

  test('is read with what it promises', async () => {
    const { call, departmentId } = await aCase(app)
    const commitments = [{ text: '차단막을 놓습니다', department: departmentId, day: '2027-03-02' }]
    await call(drafter, 'POST', '', { ...words, commitments })
    expect(await call(drafter, 'GET', '')).toMatchObject({ status: 200, body: { items: [{ commitments }] } })
  })

  test('is never approved by anyone who wrote in it, nor by an administrator', async () => {
    const { call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    const changed = await call(team, 'PUT', `/${id}`, { ...words, title: '고친 제목', version: 1 })
    expect(changed.body).toMatchObject({ version: 2, state: 'draft' })
    const version = { version: 2 }
    await call(drafter, 'POST', `/${id}/submission`, version)
    for (const writer of [drafter, team]) {
      expect(await call(writer, 'POST', `/${id}/approval`, version)).toMatchObject({
        status: 403,
        body: { code: 'same-person-approves' },
      })
    }
    expect(await call(administrator, 'POST', `/${id}/approval`, version)).toMatchObject({ status: 403 })
    expect((await call(chief, 'POST', `/${id}/approval`, version)).status).toBe(200)
  })

  test('is approved in the version that was read, and an edit takes the approval away', async () => {
    const { call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    const edit = { ...words, body: '고친 글', version: 1 }
    expect((await call(drafter, 'PUT', `/${id}`, edit)).body).toMatchObject({ version: 2, state: 'draft' })
    await call(drafter, 'POST', `/${id}/submission`, { version: 2 })
    expect((await call(chief, 'POST', `/${id}/approval`, { version: 1 })).body.code).toBe('changed-meanwhile')
    await call(chief, 'POST', `/${id}/approval`, { version: 2 })
    const again = { ...edit, version: 2, commitments: [promised(await aDepartment())] }
    expect((await call(drafter, 'PUT', `/${id}`, again)).body).toMatchObject({ version: 3, state: 'draft' })
    expect((await call(team, 'POST', `/${id}/publication`, { version: 3 })).body.code).toBe('not-allowed-now')
  })

  test('saved as it is already stays as it is, approval and all', async () => {
    const { call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    const same = await call(drafter, 'PUT', `/${id}`, { ...words, version: 1 })
    expect(same.body).toMatchObject({ version: 1, state: 'approved' })
  })

  test('is returned with a reason, which its drafter reads', async () => {
    const { call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    expect((await call(chief, 'POST', `/${id}/return`, { version: 1, reason: ' ' })).status).toBe(422)
    const returned = await call(chief, 'POST', `/${id}/return`, { version: 1, reason: '날짜를 더해 주세요' })
    expect(returned.body.state).toBe('draft')
    const list = await call(drafter, 'GET', '')
    expect(list.body).toMatchObject({ total: 1, next: null })
    expect(list.body.items[0]).toMatchObject({ id, state: 'draft', returnedReason: '날짜를 더해 주세요' })
  })

  test('is none of another department, who cannot even read it', async () => {
    const { call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['POST', '', words],
      ['PUT', `/${id}`, { ...words, version: 1 }],
      ['POST', `/${id}/submission`, { version: 1 }],
      ['POST', `/${id}/approval`, { version: 1 }],
    ] as const) {
      expect(await call(stranger, method, rest, body)).toMatchObject({ status: 403 })
    }
  })

  test('that was passed on has to be saved by the new department before it is published as its own', async () => {
    const { id: petitionId, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    await app.deps
      .sql`update petitions set department_id = (select id from departments where code = 'planning-budget')
      where id = ${petitionId}`
    expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).body.code).toBe('case-passed-on')
    expect(await call(drafter, 'PUT', `/${id}`, { ...words, version: 1 })).toMatchObject({ status: 403 })
    const taken = await call(stranger, 'PUT', `/${id}`, { ...words, version: 1 })
    expect(taken.body).toMatchObject({ version: 2, state: 'draft' })
  })

  test('is published once, however often and by however many at once', async () => {
    const { id: petitionId, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    const published = await Promise.all(
      [team, mayor, team, mayor].map((who) => call(who, 'POST', `/${id}/publication`, { version: 1 })),
    )
    expect(published.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    const moves = await app.deps.sql`select move from petition_moves where petition_id = ${petitionId}`
    expect(moves).toHaveLength(1)
  })

  test('there is one: who begins a second is told that it was begun', async () => {
    const { call } = await aCase(app)
    const begun = await Promise.all([drafter, team, chief].map((who) => call(who, 'POST', '', words)))
    expect(begun.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    expect(begun.find(({ status }) => status === 409)!.body.code).toBe('changed-meanwhile')
  })

  test.each(['received', 'rejected', 'transferred', 'withdrawn'])(
    'cannot be written for one that is %s',
    async (state) => {
      const { id, call } = await aCase(app)
      await app.deps.sql`update petitions set state = ${state},
      ground_code = ${state === 'rejected' ? 'not-supplemented' : null} where id = ${id}`
      expect((await call(team, 'POST', '', words)).body.code).toBe('not-allowed-now')
    },
  )

  test('is not published while the petition is hidden, and can be once it is shown again', async () => {
    const { id: petitionId, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    const hide = (at: Date | null) => app.deps.sql`
      update petitions set hidden_at = ${at?.toISOString() ?? null}, hidden_reason = ${at && '확인 중'} where id = ${petitionId}`
    await hide(now)
    expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).body.code).toBe('hidden')
    await hide(null)
    expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).status).toBe(200)
  })
})

describe("the mayor's answer", () => {
  const video = { videoLink: 'https://youtu.be/abc', transcript: '안녕하십니까.' }

  test('needs text, video, and captions or a transcript before it is submitted', async () => {
    const { id: petitionId, call } = await aCase(app)
    await establish(app, petitionId)
    const { id } = (await call(mayor, 'POST', '', { ...words, body: '' })).body as Saved
    const codes: string[] = []
    for (const [version, more] of [{}, { body: 'ok' }, { videoLink: video.videoLink }, video].entries()) {
      if (version > 0) await call(mayor, 'PUT', `/${id}`, { ...words, ...more, version })
      const submitted = await call(mayor, 'POST', `/${id}/submission`, { version: version + 1 })
      codes.push(submitted.body.code ?? submitted.body.state)
    }
    expect(codes).toEqual(['not-valid', 'video-required', 'captions-required', 'submitted'])
  })

  test('takes videos of allowed hosts only, over https', async () => {
    const { call } = await aCase(app)
    for (const videoLink of [
      'https://evil.example/v',
      'http://youtu.be/abc',
      'javascript:alert(1)',
      'youtu.be/abc',
    ]) {
      expect(await call(team, 'POST', '', { ...words, videoLink })).toMatchObject({
        status: 422,
        body: { code: 'video-host', fields: [{ field: 'videoLink' }] },
      })
    }
  })

  test("takes the place of a department's draft when the petition is established meanwhile", async () => {
    const { id: petitionId, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    await establish(app, petitionId)
    expect(await call(team, 'POST', `/${id}/publication`, { version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'mayor-answers-now' },
    })
    // The same words saved again: now the mayor's, and a draft.
    const saved = await call(mayor, 'PUT', `/${id}`, { ...words, version: 1 })
    expect(saved.body).toMatchObject({ version: 2, state: 'draft' })
    expect((await call(mayor, 'POST', `/${id}/submission`, { version: 2 })).body.code).toBe('video-required')
    await call(mayor, 'PUT', `/${id}`, { ...words, ...video, version: 2 })
    await call(mayor, 'POST', `/${id}/submission`, { version: 3 })
    await call(team, 'POST', `/${id}/approval`, { version: 3 })
    expect((await call(mayor, 'POST', `/${id}/publication`, { version: 3 })).status).toBe(200)
    expect(await stateOf(app, petitionId)).toMatchObject({ response: 'answered', kind: 'mayor' })
  })
})

describe('an interim answer', () => {
  test('is public and leaves the petition waiting for its answer', async () => {
    const { id: petitionId, call } = await aCase(app, { state: 'closed' })
    await app.deps
      .sql`update petitions set response = 'due', response_kind = 'department', response_due_at = '2026-12-31T15:00:00Z'
      where id = ${petitionId}`
    const { id } = (await call(drafter, 'POST', '', { ...words, interim: true })).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).status).toBe(200)
    expect(await stateOf(app, petitionId)).toMatchObject({ response: 'due', answeredAt: null })
    const moves = await app.deps.sql`select move from petition_moves where petition_id = ${petitionId}`
    expect(moves).toEqual([{ move: 'interim' }])
    expect((await call(drafter, 'POST', '', words)).status).toBe(201)
  })
})

async function aDepartment() {
  const [row] = await app.deps.sql`select id::int as id from departments order by id limit 1`
  return row!.id as number
}
const promised = (department: number) => ({ text: '야간 인력 2명을 둡니다', department, day: '2026-12-31' })
