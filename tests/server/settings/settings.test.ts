import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'

let app: TestApp
let admin: { cookie: string; officerId: number }
beforeAll(async () => {
  app = await startApp({ now: new Date('2026-11-24T01:00:00Z') })
  admin = await app.as.officer('administrator', { name: '한관리' })
})

const post = (path: string, form: Record<string, string>) =>
  app.page(`/desk/settings/${path}`, { form, cookie: admin.cookie })
const page = async () => (await app.page('/desk/settings', { cookie: admin.cookie })).html

const terms = {
  windowDays: '30',
  threshold: '1000',
  mayorDays: '20',
  departmentDays: '10',
  interimDays: '30',
  reviewDays: '7',
  supplementDays: '7',
  tellDays: '15',
  minLevelCounted: '0',
  reason: '주민 의견 수렴',
}
let clock = Date.parse('2026-11-24T01:00:00Z')
const later = () => app.setNow(new Date((clock += 60_000)))
const current = async () => (await app.api('GET', '/api/settings')).body.terms

describe('terms', () => {
  test('hold from the moment they are saved, and the page tells who changed what and why', async () => {
    later()
    const before = await current()
    expect((await post('terms', { ...terms, threshold: '800', basedOn: before.fromAt })).status).toBe(303)
    expect(await current()).toMatchObject({ threshold: 800, fromAt: '2026-11-24T01:01:00.000Z' })
    const html = await page()
    for (const words of ['한관리', '주민 의견 수렴', '1000 → 800', '영등포신문고 개설'])
      expect(html).toContain(words)
  })

  test('that were changed since they were seen are not overwritten; what was typed stays', async () => {
    const { fromAt: basedOn } = await current()
    later()
    expect((await post('terms', { ...terms, threshold: '700', basedOn })).status).toBe(303)
    later()
    const stale = await post('terms', { ...terms, threshold: '654321', basedOn })
    expect(stale.status).toBe(409)
    expect(stale.html).toContain('654321')
    expect((await current()).threshold).toBe(700)
  })

  test('changed by three administrators at once from the same page are changed once', async () => {
    const { fromAt: basedOn } = await current()
    later()
    const answers = await Promise.all(
      ['601', '602', '603'].map((threshold) => post('terms', { ...terms, threshold, basedOn })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409])
  })

  const faults: [string, Record<string, string>][] = [
    ['an empty number', { windowDays: '' }],
    ['words', { mayorDays: '스무 날' }],
    ['zero', { threshold: '0' }],
    ['a fraction', { reviewDays: '2.5' }],
    ['more than ten years', { windowDays: '4000' }],
    ['a level nobody has', { minLevelCounted: '3' }],
    ['no reason', { reason: '' }],
    ['a reason of several lines', { reason: '하나\n둘' }],
    ['a reason that is too long', { reason: '가'.repeat(201) }],
  ]
  test.each(faults)('with %s come back at the form', async (_what, about) => {
    later()
    const before = await current()
    const { status, html } = await post('terms', { ...terms, interimDays: '29', ...about })
    expect(status).toBe(422)
    expect(html).toContain('value="29"')
    expect(html).toMatch(/<details class="edit[^"]*" open/)
    expect(await current()).toEqual(before)
  })

  test('can be set by the API with a problem for what is wrong', async () => {
    later()
    const wrong = await app.api('POST', '/api/desk/settings/terms', { ...terms, threshold: -1 }, admin)
    expect(wrong).toMatchObject({ status: 422, body: { code: 'not-valid' } })
    const right = await app.api('POST', '/api/desk/settings/terms', { ...terms, threshold: 500 }, admin)
    expect(right).toMatchObject({ status: 201, body: { threshold: 500 } })
  })

  test('are for administrators alone', async () => {
    const { cookie } = await app.as.officer('communication')
    expect((await app.page('/desk/settings', { cookie })).status).toBe(403)
    expect((await app.page('/desk/settings/terms', { cookie, form: terms })).status).toBe(403)
    expect((await app.api('POST', '/api/desk/settings/terms', terms)).status).toBe(401)
  })
})

describe('holidays', () => {
  test('are added, renamed and taken out', async () => {
    expect((await post('holidays', { day: '2027-03-09', name: '임시공휴일' })).status).toBe(303)
    expect((await post('holidays', { day: '2027-03-09', name: '선거일' })).status).toBe(303)
    expect(await page()).toContain('선거일')
    expect((await post('holidays/2027-03-09/removal', {})).status).toBe(303)
    expect(await page()).not.toContain('선거일')
    expect((await post('holidays/2027-03-09/removal', {})).status).toBe(404)
  })

  test.each([
    ['no day', { day: '', name: '쉼' }],
    ['a day that does not exist', { day: '2027-02-30', name: '쉼' }],
    ['no name', { day: '2027-03-10', name: ' ' }],
  ])('with %s come back at the form', async (_what, form) => {
    expect((await post('holidays', form)).status).toBe(422)
  })
})

/** What the form of a row carries of the row as it was seen. */
const seenOf = async (list: string, code: string) => {
  const html = await page()
  const part = html.slice(html.indexOf(`id="${list}"`))
  const form = part.slice(part.indexOf(`name="code" value="${code}"`))
  return /name="seen" value="([^"]*)"/.exec(form)![1]!
}

describe('categories', () => {
  const tree = { nameKo: '나무', nameEn: 'Trees', position: '9' }

  test('are named in the language of the page, like departments and grounds', async () => {
    const { html } = await app.page('/en/desk/settings', { cookie: admin.cookie })
    expect(html).toMatch(/<p class="strong[^>]*>(?:<!--[^>]*-->|\s)*Welfare, health and multicultural/)
  })

  test('are added, renamed and retired; a retired one takes no new petitions', async () => {
    const codes = async () =>
      (await app.api('GET', '/api/settings')).body.categories.map(({ code }: { code: string }) => code)
    expect((await post('categories', { ...tree, code: 'trees' })).status).toBe(303)
    expect(await codes()).toContain('trees')
    const seen = await seenOf('categories', 'trees')
    const retired = { ...tree, code: 'trees', row: 'trees', retired: 'true', seen }
    expect((await post('categories', retired)).status).toBe(303)
    expect(await codes()).not.toContain('trees')
  })

  test('with a code that exists are not overwritten by a new one', async () => {
    const answer = await post('categories', { ...tree, code: 'city' })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('이미 쓰고 있는 코드')
  })

  test('changed since they were seen are not overwritten; two at once change once', async () => {
    const seen = await seenOf('categories', 'city')
    const city = { code: 'city', row: 'city', nameEn: 'City', position: '1', seen }
    const answers = await Promise.all(
      ['도시 1', '도시 2'].map((nameKo) => post('categories', { ...city, nameKo })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
    const refused = answers.find(({ status }) => status === 409)!
    expect(refused.html).toContain('그사이 다른 사람이 먼저 고쳤습니다')
  })

  test.each(['', 'A b', '가나', '../x', 'x'])('with the code “%s” come back at the form', async (code) => {
    const { status, html } = await post('categories', { ...tree, code })
    expect(status).toBe(422)
    expect(html).toContain('영어 소문자와 숫자')
  })
})

describe('departments', () => {
  const idOf = async (code: string) => {
    const [row] = await app.deps.sql`select id::int as id from departments where code = ${code}`
    return String(row!.id)
  }
  const green = { nameKo: '정원도시과', nameEn: 'Gardens', phone: '02-2670-3752', fromDay: '2026-11-24' }

  test('get a successor from a day on, and say what they became', async () => {
    const replaces = await idOf('parks')
    expect((await post('departments', { ...green, code: 'gardens', replaces })).status).toBe(303)
    const { departments } = (await app.api('GET', '/api/settings')).body
    const codes = departments.map(({ code }: { code: string }) => code)
    expect([codes.includes('gardens'), codes.includes('parks')]).toEqual([true, false])
    expect(await page()).toContain('정원도시과로 이어짐')
    const again = await post('departments', { ...green, code: 'gardens-2', replaces })
    expect(again.status).toBe(409)
  })

  test.each([
    ['a code in use', { code: 'roads' }, 409],
    ['no phone', { code: 'new-one', phone: '' }, 422],
    ['a day that does not exist', { code: 'new-one', fromDay: '2026-13-01' }, 422],
    ['a predecessor that does not exist', { code: 'new-one', replaces: '99999' }, 404],
    ['words for the predecessor', { code: 'new-one', replaces: 'x' }, 422],
  ])('with %s come back', async (_what, about, status) => {
    expect((await post('departments', { ...green, ...about })).status).toBe(status)
    expect(await app.deps.sql`select from departments where code = 'new-one'`).toHaveLength(0)
  })

  test('cannot be followed by one that began before them', async () => {
    const replaces = await idOf('culture')
    const early = { ...green, code: 'too-early', fromDay: '2017-01-01', replaces }
    expect((await post('departments', early)).status).toBe(422)
  })

  test('are replaced once, though two administrators do it at the same moment', async () => {
    const replaces = await idOf('economy')
    const answers = await Promise.all(
      ['economy-1', 'economy-2'].map((code) => post('departments', { ...green, code, replaces })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  })
})

describe('grounds of rejection', () => {
  const ground = {
    nameKo: '대상이 아님',
    nameEn: 'Not for us',
    remedyKo: '다른 곳에 물어보실 수 있습니다.',
    remedyEn: 'Please ask elsewhere.',
    position: '20',
  }

  test('are added and edited; a box without its tick keeps the text back', async () => {
    expect((await post('grounds', { ...ground, code: 'not-for-us', textPublic: 'true' })).status).toBe(303)
    const seen = await seenOf('grounds', 'not-for-us')
    const edited = { ...ground, code: 'not-for-us', row: 'not-for-us', nameKo: '우리 일이 아님', seen }
    expect((await post('grounds', edited)).status).toBe(303)
    const [row] = await app.deps.sql`
      select name_ko, text_public, retired_at from rejection_grounds where code = 'not-for-us'`
    expect(row).toEqual({ name_ko: '우리 일이 아님', text_public: false, retired_at: null })
    expect((await post('grounds', edited)).status).toBe(409)
  })

  test('with something missing come back with what was typed', async () => {
    const { status, html } = await post('grounds', { ...ground, code: 'unfinished', remedyKo: '' })
    expect(status).toBe(422)
    expect(html).toContain('value="unfinished"')
    expect(html).toContain('href="#grounds-remedyKo"')
  })
})

test('every change of a setting is in the audit log with who made it', async () => {
  const acts = await app.deps.sql`
    select distinct act from audit_entries where actor_kind = 'officer' and actor_id = ${admin.officerId}`
  expect(acts.map(({ act }) => act)).toEqual(
    expect.arrayContaining([
      'settings.change',
      'holiday.put',
      'holiday.remove',
      'category.put',
      'department.put',
      'ground.put',
    ]),
  )
})
