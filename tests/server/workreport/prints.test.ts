import { describe, expect, test } from 'vitest'
import { openSingle } from '../../../server/platform/db/connect.ts'
import { canonical, differencesOf } from '../../../server/workreport/prints.rules.ts'
import type { PrintContent } from '../../../shared/work-report.ts'
import { startApp } from '../../support/app.ts'
import { anEvent, anOpinion, aPetition, budgetForm, seoul } from './rows.ts'

const app = await startApp({ now: new Date(seoul('2021-10-05T09:12')) })
const { cookie, officerId } = await app.as.officer('communication', { name: '김하늘' })
const { sql } = app.deps
const first = await aPetition(app, officerId, {
  received: '2021-03-02',
  opened: '2021-03-04',
  closed: '2021-04-03',
  answered: '2021-04-10',
})
await app.page('/desk/work-reports/entries/budget', { cookie, form: budgetForm() })

const asked = { from: '2021-01-01', to: '2021-09-30', team: '' }
const keep = (seen = '') => app.page('/desk/work-reports/prints', { cookie, form: { ...asked, seen } })
const seenNow = async () => {
  const { html } = await app.page('/desk/work-reports?from=2021-01-01&to=2021-09-30', { cookie })
  return /name="seen" value="([0-9a-f]{64})"/.exec(html)![1]!
}

describe('a report that is kept', () => {
  test('holds its figures with hash, time and name, and counted again it is the same', async () => {
    const { status, location } = await keep(await seenNow())
    expect(status).toBe(303)
    const { html } = await app.page(location!, { cookie })
    for (const text of [
      '저장한 업무보고 1판',
      '김하늘',
      '09:12',
      '저장한 내용이 지문과 맞습니다',
      '모든 숫자가 같습니다',
    ])
      expect(html).toContain(text)
    const [row] =
      await sql`select content_hash as hash, encode(sha256(content::bytea), 'hex') as again from report_prints`
    expect(row!.hash).toBe(row!.again)
    expect(html).toContain(row!.hash)
    const [entry] = await sql`select detail from audit_entries where act = 'work-report.print'`
    expect(entry!.detail).toMatchObject({ hash: row!.hash })
  })

  test('shows a later correction beside it, with the rows that came, and stays as it was', async () => {
    const late = await aPetition(app, officerId, { received: '2021-09-30', route: 'post' })
    const [{ id }] = (await sql`select id from report_prints order by id limit 1`) as unknown as [
      { id: string },
    ]
    const { html } = await app.page(`/desk/work-reports/prints/${id}`, { cookie })
    expect(html).toContain('저장한 뒤에')
    expect(html).toContain(`더해진 줄: ${late}`)
    const csv = await app.page(`/desk/work-reports/prints/${id}/files?format=csv`, { cookie })
    expect(csv.html).toContain('구민청원 접수·처리 1건(누계: 1건)')
  })

  test('is refused when the figures are no longer those that were seen', async () => {
    const seen = await seenNow()
    await aPetition(app, officerId, { received: '2021-09-29' })
    const { status, html } = await keep(seen)
    expect([status, html.includes('보신 뒤에 숫자가 바뀌었습니다')]).toEqual([409, true])
    expect((await keep(await seenNow())).status).toBe(303)
  })

  test('counts its editions, also when several officers keep one at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => keep()))
    const rows = await sql`select edition from report_prints order by edition`
    expect(rows.map(({ edition }) => edition)).toEqual([1, 2, 3, 4, 5, 6])
    const { body } = await app.api(
      'GET',
      '/api/work-reports/prints?from=2021-01-01&to=2021-09-30',
      undefined,
      { cookie },
    )
    expect(body.items[0]).toMatchObject({ edition: 6, by: '김하늘' })
  })

  test('cannot be changed by the server, and one that was shows it', async () => {
    await expect(sql`update report_prints set content = '{}'`).rejects.toThrow('permission denied')
    const owner = openSingle(app.ownerUrl, 'sotong tests')
    await owner`update report_prints set content = replace(content, '"received":{"balance":null,"between":0,"count":1', '"received":{"balance":null,"between":0,"count":9') where edition = 1`
    await owner.end()
    const [{ id }] = (await sql`select id from report_prints where edition = 1`) as unknown as [
      { id: string },
    ]
    const { html } = await app.page(`/desk/work-reports/prints/${id}`, { cookie })
    expect(html).toContain('지문과 맞지 않습니다')
  })

  test('a report that nobody kept is not there', async () => {
    expect((await app.page('/desk/work-reports/prints/999', { cookie })).status).toBe(404)
    expect((await app.page('/desk/work-reports/prints/x', { cookie })).status).toBe(404)
    expect((await app.page('/desk/work-reports/prints/1/files?format=doc', { cookie })).status).toBe(422)
  })
})

describe('who may', () => {
  test('the mayor’s office reads and keeps nothing; departments and administrators do not read', async () => {
    const { cookie: mayor } = await app.as.officer('mayor')
    const { status, html } = await app.page('/desk/work-reports?from=2021-01-01&to=2021-09-30', {
      cookie: mayor,
    })
    expect([status, html.includes('지금 숫자로 판 저장')]).toEqual([200, false])
    expect(
      (await app.page('/desk/work-reports/prints', { cookie: mayor, form: { ...asked, seen: '' } })).status,
    ).toBe(403)
    for (const role of ['department', 'administrator'] as const) {
      const { cookie: other } = await app.as.officer(role)
      expect((await app.page('/desk/work-reports', { cookie: other })).status).toBe(403)
    }
  })
})

describe('a number of the page', () => {
  test('opens what it means and the rows behind it', async () => {
    const { html } = await app.page('/desk/work-reports?from=2021-01-01&to=2021-09-30&figure=handled', {
      cookie,
    })
    expect(html).toContain('1건, 어떻게 나왔나')
    const rows = await app.page('/desk/work-reports/figures/handled?from=2021-01-01&to=2021-09-30', {
      cookie,
    })
    expect(rows.html).toContain(`/desk/petitions/${first}`)
    const event = await anEvent(app, officerId, '2021-05-06', '골목 간담회', 12)
    const opinion = await anOpinion(app, event, '2021-05-06', '2021-06-01')
    for (const [figure, place] of [
      ['events', `/desk/listening/${event}`],
      ['opinions', `/desk/listening/opinions/${opinion}`],
      ['policies', `/desk/listening/opinions/${opinion}`],
    ] as const) {
      const behind = await app.page(`/desk/work-reports/figures/${figure}?from=2021-01-01&to=2021-09-30`, {
        cookie,
      })
      expect(behind.html).toContain(`href="${place}"`)
      expect((await app.page(place, { cookie })).status).toBe(200)
    }
    for (const figure of [
      'received',
      'established',
      'townHalls',
      'events',
      'opinions',
      'policies',
      'budget',
      'rate',
    ])
      expect(
        (await app.page(`/desk/work-reports/figures/${figure}?from=2021-01-01&to=2021-09-30`, { cookie }))
          .status,
      ).toBe(200)
    expect(
      (await app.page('/desk/work-reports/figures/love?from=2021-01-01&to=2021-09-30', { cookie })).status,
    ).toBe(404)
  })

  test.each([
    ['ends before it begins', 'from=2021-09-30&to=2021-01-01', '끝나는 날이 시작하는 날보다 빠릅니다'],
    ['is not over', 'from=2021-01-01&to=2031-01-01', '아직 지나지 않은 날까지는 셀 수 없습니다'],
    ['holds a day that is none', 'from=2021-02-30&to=2021-09-30', '날짜를 골라 주세요'],
    ['has no end', 'from=2021-02-01', '이 칸을 써 주세요'],
    ['is of no team', 'from=2021-01-01&to=2021-09-30&team=99', '이런 팀이 없습니다'],
    ['is before the team', 'from=2016-01-01&to=2016-09-30', '아직 이 팀이 없었습니다'],
  ])('of a period that %s is refused in words, and what was typed stays', async (_what, query, text) => {
    const { status, html } = await app.page(`/desk/work-reports?${query}`, { cookie })
    expect(status).toBe(422)
    expect(html).toContain(text)
    expect(html).toContain(`value="${new URLSearchParams(query).get('from')}"`)
    const api = await app.api('GET', `/api/work-reports?${query}`, undefined, { cookie })
    expect([api.status, api.headers.get('content-type')]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ])
  })

  test('of a team that was renamed is one number, and the old name is told', async () => {
    const { cookie: administrator } = await app.as.officer('administrator')
    const [team] = await sql`select id::text as id from report_teams`
    const form = {
      replaces: team!.id as string,
      nameKo: '소통협치팀',
      nameEn: 'Dialogue team',
      fromDay: '2021-06-01',
    }
    expect((await app.page('/desk/work-reports/settings/team', { cookie: administrator, form })).status).toBe(
      303,
    )
    const { html } = await app.page(`/desk/work-reports?from=2021-01-01&to=2021-09-30`, { cookie })
    expect(html).toContain('소통협치팀')
    expect(html).toContain('2021. 6. 1.부터 ‘소통공감팀’에서 ‘소통협치팀’으로 이름이 바뀜')
    expect(html).toContain('41,000')
    const after = await app.page(`/desk/work-reports?from=2021-07-01&to=2021-09-30&team=${team!.id}`, {
      cookie,
    })
    expect(after.status).toBe(422)
    expect(after.html).toContain('2021-06-01부터 이름이 ‘소통협치팀’입니다')
    expect((await app.page('/desk/work-reports/settings/team', { cookie: administrator, form })).status).toBe(
      409,
    )
  })
})

describe('differences', () => {
  const content = (count: number, received: string[]) =>
    ({
      report: { received: { count }, annex: { categories: [{ code: 'city', count }] } },
      behind: {
        received,
        handled: [],
        established: [],
        townHalls: [],
        events: [],
        opinions: [],
        policies: [],
      },
    }) as unknown as PrintContent

  test('name each value with the rows that came and went', () => {
    expect(differencesOf(content(1, ['a']), content(2, ['b', 'c']))).toEqual([
      { path: 'received.count', was: '1', is: '2', added: ['b', 'c'], gone: ['a'] },
      { path: 'annex.categories.city.count', was: '1', is: '2', added: [], gone: [] },
    ])
  })

  test('are there too when as many other rows stand behind a figure', () => {
    expect(differencesOf(content(1, ['a']), content(1, ['b']))).toEqual([
      { path: 'received', was: '1', is: '1', added: ['b'], gone: ['a'] },
    ])
  })

  test('equal reports are equal texts, in whatever order their keys came', () => {
    expect(canonical({ b: [1, null], a: { d: '가', c: undefined } })).toBe('{"a":{"d":"가"},"b":[1,null]}')
  })
})
