import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { anOpenHall, closesAt, type Hall, openNow, statesOf, wishFor } from './seats.fixtures.ts'
import { at, decoded, fieldsOf, text, typed } from './registration-forms.ts'

const site = await startApp({ now: openNow })
const { page, setNow, mails } = site

const codeOf = async (email: string) =>
  /\b(\d{6})\b/.exec(
    (await mails(email)).find((mail) => /\b\d{6}\b/.test(mail.subject + mail.text))!.text,
  )![1]!

describe('registering by a form', () => {
  test('seats a family together and leads to tickets, one a person', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 5]] })
    const { cookie, email } = await site.as.resident()
    const form = typed(hall, {
      'needs-0': ['sign-language', 'hearing-loop'],
      'name-1': '김바다',
      'needs-1': 'wheelchair',
      note: '앞자리면 좋겠습니다',
    })
    const sent = await page(at(hall), { cookie, form })
    expect(sent.status).toBe(303)
    expect(sent.location).toBe(`${at(hall, '/registration')}?done=registered`)
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(mine.headers.get('cache-control')).toBe('no-store')
    expect(text(mine.html)).toContain('자리가 확정되었습니다')
    expect(text(mine.html)).toContain('김바다')
    expect(text(mine.html)).toContain('수어 통역 · 보청기 방송')
    expect([...mine.html.matchAll(/aria-label="[^"]*님의 입장 QR"/g)]).toHaveLength(2)
    expect(mine.html).not.toMatch(/ style=/)
    expect((await mails(email))[0]!.subject).toContain('자리가 확정되었습니다')
  })

  test('adds and takes away people without a script, and keeps all that was typed', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 9]] })
    const first = await page(at(hall), {
      form: typed(hall, { act: 'add', 'needs-0': 'companion', note: '<b>메모</b>' }),
    })
    expect(first.status).toBe(200)
    const fields = fieldsOf(first.html)
    expect(fields).toMatchObject({ 'name-0': '김하늘', 'name-1': '', 'needs-0': 'companion', dong: 'yeoui' })
    const second = await page(at(hall), { form: { ...fields, 'name-1': '둘', act: 'add' } })
    const third = await page(at(hall), {
      form: { ...fieldsOf(second.html), 'name-2': '셋', act: 'remove-1' },
    })
    const left = fieldsOf(third.html)
    expect(left).toMatchObject({ 'name-0': '김하늘', 'name-1': '셋' })
    expect(left).not.toHaveProperty('name-2')
    expect(left.partyId).toBe(fields.partyId)
  })

  test('says all that is missing at once, in the words of each field, and keeps the rest', async () => {
    const formQuestions = [
      { id: 'topic', labelKo: '무엇이 궁금한가요', labelEn: 'Topic', choices: [], required: true },
      { id: 'bus', labelKo: '셔틀', labelEn: 'Bus', choices: ['탐', '안 탐'], required: false },
    ]
    const hall = await anOpenHall(site, {
      formQuestions,
      limits: [
        ['total', '', 9],
        ['dong', 'yeoui', 3],
      ],
    })
    const { cookie } = await site.as.resident({ belonging: 'elsewhere' })
    const wrong = typed(hall, {
      'name-0': ' ',
      'name-1': '',
      'needs-1': 'wheelchair',
      dong: '',
      note: '그대로',
      'answers.bus': '모름',
    })
    const answer = await page(at(hall), { cookie, form: wrong })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('href="#name-0"')
    expect(answer.html).toContain('href="#name-1"')
    expect(fieldsOf(answer.html)).toMatchObject({ note: '그대로', 'needs-1': 'wheelchair' })
    const named = await page(at(hall), { cookie, form: { ...wrong, 'name-0': '김', 'name-1': '이' } })
    expect(named.status).toBe(422)
    for (const field of ['dong', 'answers.topic', 'answers.bus'])
      expect(named.html).toContain(`href="#${field}"`)
    expect(await statesOf(site, hall.sittingId)).toEqual([])
  })

  test.each([
    [{ sittingId: '999999' }, 422],
    [{ sittingId: 'x' }, 422],
    [{ mode: 'online' }, 422],
    [{ mode: 'by-plane' }, 422],
    [{ kind: 'mayor' }, 422],
    [{ dong: 'nowhere' }, 422],
    [{ 'needs-0': 'a-horse' }, 422],
    [{ lang: 'xx' }, 422],
    [{ note: '가'.repeat(501) }, 422],
    [{ 'name-0': '가'.repeat(61) }, 422],
    [{ partyId: 'mine' }, 303],
  ])('refuses what nobody can mean, never breaking: %o', async (more, status) => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const answer = await page(at(hall), { cookie, form: typed(hall, more as Record<string, string>) })
    expect(answer.status).toBe(status)
    if (status === 422) expect(answer.html).toContain('role="alert"')
  })

  test('comes back with a reason before it opens, after it closed, and for an officer', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    setNow(closesAt)
    const late = await page(at(hall), { cookie, form: typed(hall) })
    expect(late.status).toBe(422)
    expect(text(late.html)).toContain('참가 신청이 끝났습니다')
    expect(fieldsOf(late.html)['name-0']).toBe('김하늘')
    setNow(openNow)
    const officer = await site.as.officer('communication')
    expect((await page(at(hall), { cookie: officer.cookie, form: typed(hall) })).status).toBe(403)
  })

  test('sent twice is one registration', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const form = typed(hall, { partyId: randomUUID() })
    const answers = await Promise.all(Array.from({ length: 5 }, () => page(at(hall), { cookie, form })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
    const again = await page(at(hall), { cookie, form: typed(hall) })
    expect(again.location).toContain('done=known')
    expect(await statesOf(site, hall.sittingId)).toHaveLength(1)
  })
})

describe('registering without an account', () => {
  const visitor = async (hall: Hall, email: string) => {
    const asked = await page(at(hall), {
      form: typed(hall, {
        'name-1': '김바다',
        'needs-1': ['wheelchair', 'companion'],
        note: '"따옴표" & <꺾쇠>',
      }),
    })
    expect(asked.status).toBe(200)
    const form = { ...fieldsOf(asked.html), email, overFourteen: 'true', act: 'code' }
    const coded = await page(at(hall), { form })
    expect(coded.status).toBe(200)
    return fieldsOf(coded.html)
  }

  test('asks for an address, then its code; nothing typed is lost and the code signs in', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 5]] })
    const email = 'newcomer@residents.example'
    const fields = await visitor(hall, email)
    expect(fields['needs-1']).toEqual(['wheelchair', 'companion'])
    const wrong = await page(at(hall), { form: { ...fields, code: '000000', act: 'enter' } })
    expect(wrong.status).toBe(422)
    const kept = fieldsOf(wrong.html)
    const done = await page(at(hall), { form: { ...kept, code: await codeOf(email), act: 'enter' } })
    expect(done.status).toBe(303)
    const cookie = done.headers.get('set-cookie')!.split(';')[0]!
    const mine = await page(at(hall, '/registration'), { cookie })
    expect(text(mine.html)).toContain('김바다')
    expect(decoded(text(mine.html))).toContain('"따옴표" & <꺾쇠>')
  })

  test('spends the code last: what the town hall refuses leaves it unspent', async () => {
    const hall = await anOpenHall(site)
    const email = 'late@residents.example'
    const fields = await visitor(hall, email)
    const code = await codeOf(email)
    setNow(closesAt)
    const late = await page(at(hall), { form: { ...fields, code, act: 'enter' } })
    expect(late.status).toBe(422)
    expect(late.headers.get('set-cookie')).toBeNull()
    setNow(openNow)
    const done = await page(at(hall), { form: { ...fields, code, act: 'enter' } })
    expect(done.status).toBe(303)
  })

  test('asks whether they are 14 or older before a code is sent, and never again', async () => {
    const hall = await anOpenHall(site)
    const email = 'young@residents.example'
    const asked = fieldsOf((await page(at(hall), { form: typed(hall) })).html)
    const without = await page(at(hall), { form: { ...asked, email, act: 'code' } })
    expect(without.status).toBe(422)
    expect(without.html).toContain('id="overFourteen-problem"')
    expect(await mails(email)).toEqual([])
    const said = { ...fieldsOf(without.html), overFourteen: 'true', act: 'code' }
    const coded = await page(at(hall), { form: said })
    const form = { ...fieldsOf(coded.html), code: await codeOf(email), act: 'enter' }
    const done = await page(at(hall), { form })
    expect(done.status).toBe(303)
    const cookie = done.headers.get('set-cookie')!.split(';')[0]!
    const other = await anOpenHall(site)
    expect((await page(at(other, '/registrations/new'), { cookie })).html).not.toContain('overFourteen')
    expect((await page(at(other), { cookie, form: typed(other) })).status).toBe(303)
  })

  test('asks it of someone signed in who never said it, by the form and by the API', async () => {
    const hall = await anOpenHall(site)
    const { cookie, personId } = await site.as.resident({ belonging: null })
    expect((await page(at(hall, '/registrations/new'), { cookie })).html).toContain('name="overFourteen"')
    const wrong = await page(at(hall), { cookie, form: typed(hall) })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('href="#overFourteen"')
    const api = (body: object) => site.api('POST', `/api${at(hall)}`, body, { cookie })
    const wish = wishFor(hall)
    expect(await api(wish)).toMatchObject({ status: 422, body: { code: 'age-required' } })
    expect(await statesOf(site, hall.sittingId)).toEqual([])
    expect((await api({ ...wish, overFourteen: true })).status).toBe(201)
    const [row] = await site.deps.sql`select over_fourteen_at as at from persons where id = ${personId}`
    expect(row!.at).not.toBeNull()
  })

  test('tells at its field that an address is none, and leads back to what was typed', async () => {
    const hall = await anOpenHall(site)
    const asked = fieldsOf((await page(at(hall), { form: typed(hall) })).html)
    const wrong = await page(at(hall), { form: { ...asked, email: 'nobody', act: 'code' } })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('id="email-problem"')
    const back = await page(at(hall), { form: { ...fieldsOf(wrong.html), act: 'edit' } })
    expect(fieldsOf(back.html)['name-0']).toBe('김하늘')
  })
})
