import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aCase, type Saved, words } from './answering.ts'
import { vtt, webm } from './media.ts'

const app = await startApp()
const drafter = await app.as.officer('department', { department: 'urban-safety', name: '이서연' })
const chief = await app.as.officer('department', { department: 'urban-safety', name: '박정호' })
const team = await app.as.officer('communication', { name: '김하늘' })

/** What a browser without scripts does with a form that holds files. */
async function sendForm(path: string, fields: [string, string][], files: [string, Buffer, string][] = []) {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  for (const use of ['video', 'captions', 'poster']) {
    const file = files.find(([name]) => name === use)
    body.append(use, new Blob(file ? [new Uint8Array(file[1])] : []), file?.[2] ?? '')
  }
  const headers = { cookie: drafter.cookie, accept: 'text/html', origin: app.url }
  const response = await fetch(app.url + path, { method: 'POST', body, headers, redirect: 'manual' })
  return { status: response.status, html: await response.text(), location: response.headers.get('location') }
}

const typed: [string, string][] = [
  ['title', words.title],
  ['body', words.body],
  ['videoLink', ''],
  ['transcript', ''],
]
const look = async (path: string, who = drafter) => app.page(path, { cookie: who.cookie })

describe('the form of an answer, without a script', () => {
  test('saves text and files and shows them again', async () => {
    const { number } = await aCase(app)
    const path = `/desk/petitions/${number}/answers`
    expect((await look(path)).html).toContain('저장하고 승인 요청')
    const saved = await sendForm(
      path,
      [...typed, ['act', 'save']],
      [
        ['video', webm, '답변.webm'],
        ['captions', vtt, '자막.vtt'],
      ],
    )
    expect(saved.status).toBe(303)
    const shown = await look(saved.location!)
    for (const kept of [words.title, '답변.webm', '자막.vtt', '1판']) expect(shown.html).toContain(kept)
  })

  test('adds and removes a commitment without saving or losing anything', async () => {
    const { number } = await aCase(app)
    const path = `/desk/petitions/${number}/answers`
    const added = await sendForm(path, [...typed, ['act', 'add']], [['video', webm, '답변.webm']])
    expect(added.status).toBe(200)
    for (const kept of [words.title, '답변.webm', 'promiseText-0']) expect(added.html).toContain(kept)
    const rows: [string, string][] = ['첫째', '둘째'].flatMap((text) => [
      ['promiseText', text],
      ['promiseDepartment', ''],
      ['promiseDay', ''],
    ])
    const removed = await sendForm(path, [...typed, ...rows, ['act', 'remove-0']])
    expect(removed.html).toContain('둘째')
    expect(removed.html).not.toContain('첫째')
  })

  test('comes back with a sentence at each field and everything that was typed, the good file too', async () => {
    const { number } = await aCase(app)
    const path = `/desk/petitions/${number}/answers`
    const wrong: [string, string][] = [
      ['title', 'ㄱ'.repeat(101)],
      ['body', '쓴 글'],
      ['videoLink', ''],
      ['promiseText', '야간 인력'],
      ['promiseDepartment', ''],
      ['promiseDay', 'tomorrow'],
    ]
    const back = await sendForm(path, wrong, [
      ['video', Buffer.from('<script>'), 'a.mp4'],
      ['captions', vtt, '자막.vtt'],
    ])
    expect(back.status).toBe(422)
    for (const part of ['네 곳을 고쳐 주세요', '100자까지', '부서를 골라 주세요', '날짜를 골라 주세요'])
      expect(back.html).toContain(part)
    for (const kept of ['쓴 글', '야간 인력', '자막.vtt']) expect(back.html).toContain(kept)
  })

  test('asks for what is missing when it is submitted, and keeps what was saved', async () => {
    const { number } = await aCase(app)
    const path = `/desk/petitions/${number}/answers`
    const back = await sendForm(path, [
      ['title', words.title],
      ['body', ''],
      ['act', 'submit'],
    ])
    expect(back.status).toBe(422)
    expect(back.html).toContain('답변 글을 써 주세요')
    expect((await look(path)).html).toContain(words.title)
  })

  test('that someone changed meanwhile shows both, and saving again is a choice', async () => {
    const { number, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(team, 'PUT', `/${id}`, { ...words, title: '소통공감팀이 고친 제목', version: 1 })
    const path = `/desk/petitions/${number}/answers/${id}`
    const mine: [string, string][] = [
      ['title', '내가 고친 제목'],
      ['body', words.body],
    ]
    const stale = await sendForm(path, [...mine, ['version', '1']])
    expect(stale.status).toBe(409)
    for (const part of [
      '그사이 저장된 글',
      '소통공감팀이 고친 제목',
      '내가 고친 제목',
      'name="version" value="2"',
    ])
      expect(stale.html).toContain(part)
    expect((await sendForm(path, [...mine, ['version', '2']])).status).toBe(303)
  })

  test('is decided by others, and a decision that is refused says why on the page', async () => {
    const { number, call } = await aCase(app)
    const { id } = (await call(drafter, 'POST', '', words)).body as Saved
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    const path = `/desk/petitions/${number}/answers/${id}`
    const decide = (who: typeof team, step: string, form: Record<string, string>) =>
      app.page(`${path}/${step}`, { cookie: who.cookie, form })
    expect((await look(path)).html).toContain('쓴 사람은 승인할 수 없습니다')
    expect((await decide(drafter, 'approval', { version: '1' })).status).toBe(403)
    expect((await decide(chief, 'approval', {})).status).toBe(409)
    const unreasoned = await decide(chief, 'return', { version: '1', reason: '' })
    expect([unreasoned.status, unreasoned.html.includes('까닭을 써 주세요')]).toEqual([422, true])
    expect((await decide(chief, 'approval', { version: '1' })).status).toBe(303)
    expect((await look(path, chief)).html).toContain('소통공감팀이나 구청장실에서 공개합니다')
    expect((await decide(chief, 'publication', { version: '1' })).status).toBe(403)
    expect((await decide(team, 'publication', { version: '1' })).status).toBe(303)
    expect((await decide(team, 'publication', { version: '1' })).status).toBe(409)
    const preview = await look(`${path}/preview`, team)
    expect([preview.status, preview.html.includes(words.title)]).toEqual([200, true])
  })
})
