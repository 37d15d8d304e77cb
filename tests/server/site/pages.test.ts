import { beforeAll, describe, expect, test } from 'vitest'
import { changeTerms } from '../../../server/settings/settings.actions.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { anOpenPetition } from '../petitions/fixtures.ts'

const now = new Date('2026-12-01T03:00:00Z')

describe('what the site says about itself', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ now })
  })

  test('the first page of a new installation invites to write and has no figure that is not there', async () => {
    const { status, html } = await app.page('/')
    expect(status).toBe(200)
    expect(html).toContain('지금 공감을 모으는 청원이 없습니다')
    expect(html).toContain('아직 없음')
    expect(html).toContain('href="/petitions/new"')
  })

  test('the first page counts what is public: open and not hidden', async () => {
    await anOpenPetition(app.deps.sql, { total: 41 })
    await anOpenPetition(app.deps.sql, { hidden: true })
    await anOpenPetition(app.deps.sql, { closesAt: new Date('2026-11-30T15:00:00Z') })
    app.deps.pages.drop('')
    const { html } = await app.page('/')
    expect(html).toContain('공감을 모으는 1건')
    expect(html).toContain('1,000명 가운데 41명 공감')
    expect(html).toContain('마감 23일 전')
  })

  test.each(['/', '/rules', '/privacy', '/terms', '/accessibility', '/components', '/problems/not-valid'])(
    '%s reads in three languages, as one document with its own title',
    async (path) => {
      for (const [prefix, tag] of [
        ['', 'ko'],
        ['/en', 'en'],
        ['/zh', 'zh-Hans'],
      ]) {
        const { status, html } = await app.page(prefix + path)
        expect(status).toBe(200)
        expect(html).toContain(`<html lang="${tag}"`)
        expect(html.match(/<h1/g)).toHaveLength(1)
        expect(html).toMatch(/<title>[^<]{2,}<\/title>/)
      }
    },
  )

  test('the rules are those in force, and earlier ones stay readable', async () => {
    expect((await app.page('/rules')).html).toContain('1,000명')
    const { officerId } = await app.as.officer('administrator')
    const officer = { kind: 'officer', officerId } as Parameters<typeof changeTerms>[1]
    await changeTerms(app.deps, officer, {
      windowDays: 45,
      threshold: 700,
      mayorDays: 15,
      departmentDays: 9,
      interimDays: 20,
      reviewDays: 5,
      supplementDays: 4,
      tellDays: 15,
      minLevelCounted: 1,
      reason: '구민 의견을 반영함',
    })
    app.deps.pages.drop('')
    const { html } = await app.page('/rules')
    for (const words of [
      '700명',
      '45일',
      '15일 안',
      '9일 안',
      '간편 로그인으로 확인한 공감부터',
      '이전 규칙',
    ])
      expect(html).toContain(words)
  })

  test('every code of a refusal has its page, and an invented one has none', async () => {
    expect((await app.page('/problems/try-again')).html).not.toContain('{seconds}')
    expect((await app.page('/problems/toString')).status).toBe(404)
    expect((await app.page('/problems/nothing-such')).status).toBe(404)
  })

  test('small files are where programs look for them', async () => {
    expect((await app.page('/favicon.svg')).headers.get('content-type')).toContain('image/svg+xml')
    expect((await app.page('/robots.txt')).html).toContain('Disallow: /desk/')
  })

  test('the description of the interface names what programs may call, and no page', async () => {
    const { status, body } = await app.api('GET', '/api/openapi.json')
    expect(status).toBe(200)
    const paths = Object.keys(body.paths)
    expect(paths).toContain('/api/petitions/{number}/endorsements')
    expect(paths.filter((path) => !path.startsWith('/api/'))).toEqual([])
  })
})
