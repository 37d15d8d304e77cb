import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aCase, type Saved, words } from './answering.ts'

const app = await startApp({ now: new Date('2026-11-25T03:00:00Z') })
const team = await app.as.officer('communication')

describe('bad input for an answer', () => {
  test.each([
    ['an unknown petition', '/api/desk/petitions/2026-9999/answers', 404, 'not-found'],
    ['something that is no number', '/api/desk/petitions/nothing/answers', 404, 'not-found'],
  ])('%s is refused', async (_what, path, status, code) => {
    expect(await app.api('POST', path, words, { cookie: team.cookie })).toMatchObject({
      status,
      body: { code },
    })
  })

  test('an answer of another petition, of no petition, and a broken body are refused', async () => {
    const { call } = await aCase(app)
    const other = await aCase(app)
    const { id } = (await call(team, 'POST', '', words)).body as Saved
    for (const wrong of [
      `/${id}/submission`,
      '/999999/submission',
      '/x/submission',
      `/${'9'.repeat(30)}/submission`,
    ])
      expect(await other.call(team, 'POST', wrong, { version: 1 })).toMatchObject({ status: 404 })
    expect((await call(team, 'POST', '', '{')).status).toBe(400)
    expect((await call(team, 'POST', `/${id}/submission`, {})).status).toBe(422)
    expect((await call(team, 'POST', `/${id}/submission`, { version: '하나' })).status).toBe(422)
  })

  test.each([
    ['a title over two lines', { title: 'a\nb' }, 'title'],
    ['a title that is too long', { title: 'ㄱ'.repeat(101) }, 'title'],
    ['a text that is too long', { body: 'ㄱ'.repeat(20_001) }, 'body'],
    ['half a character', { body: '\ud800' }, 'body'],
    ['a file that is no id', { videoFile: '../../etc/passwd' }, 'videoFile'],
    ['a file that does not exist', { videoFile: '7f3f5b1c-58d4-4d2e-9a51-0d9d4c0a8b11' }, 'videoFile'],
    [
      'a commitment without a day',
      { commitments: [{ text: 'a', department: 1, day: '' }] },
      'commitments.0.day',
    ],
    [
      'a commitment of no department',
      { commitments: [{ text: 'a', department: 999_999, day: '2026-12-01' }] },
      'commitments.0.department',
    ],
  ])('%s names its field', async (_what, wrong, field) => {
    const { call } = await aCase(app)
    expect(await call(team, 'POST', '', { ...words, ...wrong })).toMatchObject({
      status: 422,
      body: { code: 'not-valid', fields: [{ field }] },
    })
  })

  test('script in a text stays text', async () => {
    const { call, number } = await aCase(app)
    const title = '<script>alert(1)</script> & "quotes"'
    const { id } = (await call(team, 'POST', '', { ...words, title })).body as Saved
    const page = await app.page(`/desk/petitions/${number}/answers/${id}`, { cookie: team.cookie })
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('<script>alert')
  })
})
