import { describe, expect, test } from 'vitest'
import { openFollowUp } from '../../server/followups/follow-ups.actions.ts'
import { changePublic } from '../../server/platform/render/drops.ts'
import { startApp } from '../support/app.ts'
import { desk, narrowPhone, openBrowser, withoutScript } from '../support/browser.ts'
import { look, someone } from './steps.ts'

const site = await startApp({ now: new Date('2026-11-24T01:00:00Z') })
const browser = await openBrowser()
const team = await site.as.officer('communication')
const roads = await site.as.officer('department', { department: 'roads', name: '이도로' })
const asker = 'asks@residents.example'
let number = ''

/** One promise's way: said in the street, routed, done with evidence, read by everyone, heard by who asked. */
describe('a promise that was made in the street', () => {
  test('stands in the ledger at once, for everyone', async () => {
    const [row] = await site.deps.sql`select id from departments where code = 'traffic'`
    const opened = await changePublic(site.deps, (tx) =>
      openFollowUp(
        site.deps,
        tx,
        {
          source: 'opinion',
          sourceId: 1,
          text: '당산로 골목에 반사경 여섯 개를 단다',
          departmentId: Number(row!.id),
          dong: 'yangpyeong1',
          promisedAt: site.deps.now(),
          dueAt: new Date('2026-12-04T15:00:00Z'),
          listeners: [{ contact: asker, lang: 'ko' }],
        },
        { kind: 'officer', officerId: team.officerId },
      ),
    )
    number = opened.number
    const page = await someone(browser, site, { ...narrowPhone, ...withoutScript })
    await page.goto('/follow-ups')
    await look(page)
    await page.getByRole('link', { name: '당산로 골목에 반사경' }).click()
    await look(page)
    expect(await page.locator('main').textContent()).toContain('교통행정과')
  })

  test('an officer routes it to the department whose work it is', async () => {
    const page = await someone(browser, site, desk, team.cookie)
    await page.goto('/desk/follow-ups')
    await look(page)
    await page.getByRole('link', { name: '한눈에' }).click()
    await look(page)
    await page.getByRole('link', { name: '당산로 골목에 반사경' }).click()
    await look(page)
    await page.getByRole('link', { name: '다른 부서로 넘기기' }).click()
    await page.getByRole('button', { name: '다른 부서로 넘기기' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('고쳐 주세요')
    await look(page)
    await page.selectOption('#department', { label: '도로과' })
    await page.fill('#reason', '도로 시설이라 도로과의 일입니다')
    await page.getByRole('button', { name: '다른 부서로 넘기기' }).click()
    expect(await page.locator('main').textContent()).toContain('부서를 넘겼습니다')
    expect(await site.mails(roads.email)).toHaveLength(1)
  })

  test('the department shows what it did, and finishes', async () => {
    const page = await someone(browser, site, desk, roads.cookie)
    await page.goto(`/desk/follow-ups/${number}?act=evidence`)
    await look(page)
    const photo = { name: 'mirrors.png', mimeType: 'image/png', buffer: await page.screenshot() }
    await page.setInputFiles('#file', photo)
    await page.getByRole('button', { name: '증빙 올리기' }).click()
    // The photo is kept although its words were missing.
    expect(await page.locator('form').last().textContent()).toContain('mirrors.jpg')
    await page.fill('#caption', '새로 단 반사경 여섯 개')
    await page.check('#shown')
    await page.getByRole('button', { name: '증빙 올리기' }).click()
    await look(page)
    await page.getByRole('link', { name: '상태 바꾸기' }).click()
    await page.getByLabel('완료').check()
    await page.fill('#publicNote', '여섯 곳에 모두 달았습니다')
    await page.getByRole('button', { name: '상태 바꾸기' }).click()
    expect(await page.locator('main').textContent()).toContain('상태를 바꾸었습니다')
  })

  test('everyone sees it kept, with the photo, and whoever asked has heard', async () => {
    const page = await someone(browser, site, narrowPhone)
    await page.goto('/follow-ups?stage=done')
    await page.getByRole('link', { name: '당산로 골목에 반사경' }).click()
    await look(page)
    expect(await page.locator('main').textContent()).toContain('여섯 곳에 모두 달았습니다')
    const drawn = page.getByRole('img', { name: '새로 단 반사경 여섯 개' })
    await drawn.scrollIntoViewIfNeeded()
    await expect
      .poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    const mails = await site.mails(asker)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.text).toContain(`/follow-ups/${number}`)
  })
})
