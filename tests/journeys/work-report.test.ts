import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { desk, narrowPhone, openBrowser, withoutScript } from '../support/browser.ts'
import { aPetition, anEvent, seoul } from '../server/workreport/rows.ts'
import { openHwpx } from '../server/workreport/hwpx-reader.ts'
import { look, press, someone } from './steps.ts'

const site = await startApp({ now: new Date(seoul('2021-10-05T09:12')) })
const browser = await openBrowser()
const { cookie, officerId } = await site.as.officer('communication', { name: '김하늘' })
const { cookie: administrator } = await site.as.officer('administrator')

test('without a script on a phone: set the balance, enter the budget, read, open a number, keep the report', async () => {
  for (const day of ['2021-02-01', '2021-03-02', '2021-09-30'])
    await aPetition(site, officerId, {
      received: day,
      opened: day,
      closed: '2021-09-30',
      answered: '2021-09-30',
    })
  await anEvent(site, officerId, '2021-05-04', '다문화가족 구민과의 소통', 41)
  const settings = await someone(browser, site, { ...narrowPhone, ...withoutScript }, administrator)
  await settings.goto('/desk/work-reports/settings')
  await look(settings)
  await settings.locator('#balance-beforeDay').fill('2021-01-01')
  await settings.locator('#balance-count').fill('637')
  await settings.locator('#balance-reason').fill('이 시스템을 쓰기 전')
  await press(settings, '옮겨 온 건수 적기')
  await look(settings)

  const page = await someone(browser, site, { ...narrowPhone, ...withoutScript }, cookie)
  await page.goto('/desk/work-reports?from=2021-01-01&to=2021-09-30')
  await look(page)
  await press(page, '예산과 글 쓰기')
  await look(page)
  await page.locator('#budget-budgetDistrict').fill('41,000')
  await page.locator('#budget-executedDistrict').fill('많이')
  await press(page, '예산 저장')
  await look(page)
  expect(await page.locator('#budget-budgetDistrict').inputValue()).toBe('41,000')
  await page.locator('#budget-executedDistrict').fill('27,450')
  await press(page, '예산 저장')
  expect(await page.getByRole('status').innerText()).toContain('저장했습니다')
  await press(page, '업무보고로')
  await press(page, '3건')
  await look(page, '-figure')
  expect(await page.getByRole('heading', { name: '3건, 어떻게 나왔나' }).isVisible()).toBe(true)
  await press(page, '3건 모두 보기')
  await look(page)
  expect(await page.getByRole('row').count()).toBe(4)
  await page.goBack()
  await press(page, '지금 숫자로 판 저장')
  await look(page)
  expect(await page.getByText('모든 숫자가 같습니다').isVisible()).toBe(true)
})

test('with a script at a desk: the files come down, and a wrong period is explained', async () => {
  const page = await someone(browser, site, desk, cookie)
  await page.goto('/desk/work-reports?from=2021-01-01&to=2021-09-30')
  await look(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'HWPX 내려받기' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('work-report-2021-01-01-2021-09-30.hwpx')
  const { text } = await openHwpx(await readFile(await download.path()))
  expect(text).toContain('구민청원 접수·처리 3건(누계: 640건)')
  await page.locator('#to').fill('2020-01-01')
  await press(page, '보기')
  await look(page)
  expect(await page.getByRole('alert').innerText()).toContain('끝나는 날이 시작하는 날보다 빠릅니다')
  expect(await page.locator('#to').inputValue()).toBe('2020-01-01')
})

test('on paper only the report is printed, annexes on a page of their own', async () => {
  const page = await someone(browser, site, desk, cookie)
  await page.goto('/desk/work-reports?from=2021-01-01&to=2021-09-30')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('heading', { name: '맞춰 보기' }).isVisible()).toBe(false)
  expect(await page.getByText('소통공감팀', { exact: true }).isVisible()).toBe(true)
  const pdf = await page.pdf({ format: 'A4' })
  expect([...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThanOrEqual(2)
})
