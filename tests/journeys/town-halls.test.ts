import { expect, test } from 'vitest'
import { anOpenHall, newcomer, openNow } from '../server/townhalls/seats.fixtures.ts'
import { startApp } from '../support/app.ts'
import { axe, narrowPhone, openBrowser, openPage, phone, withoutScript } from '../support/browser.ts'

const site = await startApp({ now: openNow })
const browser = await openBrowser()

const codeFor = async (email: string) => {
  const mail = (await site.mails(email)).find(({ text }) => /\b\d{6}\b/.test(text))!
  return /\b(\d{6})\b/.exec(mail.text)![1]!
}

test('without a script and without an account: register a family, wait, be offered seats, accept, see the tickets', async () => {
  const hall = await anOpenHall(site, { limits: [['total', '', 2]] })
  const seated = [await newcomer(site, hall), await newcomer(site, hall)]
  const { page } = await openPage(browser, { ...narrowPhone, ...withoutScript })
  await page.goto(`${site.url}/town-halls`)
  await page.getByRole('link', { name: '여의도 재건축 주민 타운홀미팅' }).click()
  await axe(page)
  await page.getByLabel('사는 동 또는 일하는 동').selectOption('yeoui')
  await page.getByLabel('이름', { exact: true }).fill('김하늘')
  await page.getByRole('button', { name: '함께 오는 사람 더하기' }).click()
  await page.getByLabel('함께 오는 사람 1 이름').fill('김바다')
  await page.getByRole('group', { name: '함께 오는 사람 1, 필요한 도움' }).getByLabel('휠체어 자리').check()
  await axe(page)
  await page.getByRole('button', { name: '대기 1번째로 신청하기' }).last().click()
  await page.getByLabel('메일 주소').fill('haneul@residents.example')
  await axe(page)
  await page.getByLabel('만 14세 이상입니다').check()
  await page.getByRole('button', { name: '숫자 받기' }).click()
  await page.getByLabel('여섯 자리 숫자').fill(await codeFor('haneul@residents.example'))
  await page.getByLabel('여섯 자리 숫자').press('Enter')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('대기 1번째')
  await axe(page)
  for (const one of seated) await one.cancel()
  const offer = (await site.mails('haneul@residents.example')).find(({ text }) => text.includes('/offers/'))!
  await page.goto(/https?:\/\/\S+\/offers\/\S+/.exec(offer.text)![0])
  await axe(page)
  await page.getByRole('button', { name: '자리 받기' }).click()
  await page.getByRole('link', { name: '내 신청 보기' }).click()
  expect(await page.getByRole('img', { name: /님의 입장 QR/ }).count()).toBe(2)
  await axe(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})

test('with a script the form says at once what will happen, and adds people without asking the server', async () => {
  const limits: [never, string, number][] = [
    ['total' as never, '', 10],
    ['dong' as never, 'yeoui', 1],
    ['dong' as never, 'dorim', 2],
  ]
  const hall = await anOpenHall(site, { limits })
  await newcomer(site, hall, { dong: 'yeoui' })
  const { page } = await openPage(browser, phone)
  await page.goto(`${site.url}/town-halls/${hall.id}`)
  const dong = page.getByLabel('사는 동 또는 일하는 동')
  // Until the script is there, choosing changes nothing.
  await expect
    .poll(async () => {
      await dong.selectOption('')
      await dong.selectOption('yeoui')
      return page.getByRole('button', { name: '대기 1번째로 신청하기' }).count()
    })
    .toBeGreaterThan(0)
  expect(await page.getByText('여의동 자리 1개가 모두 찼습니다').isVisible()).toBe(true)
  await dong.selectOption('dorim')
  for (let more = 0; more < 2; more += 1)
    await page.getByRole('button', { name: '함께 오는 사람 더하기' }).click()
  expect(new URL(page.url()).pathname).toBe(`/town-halls/${hall.id}`)
  expect(await page.getByText('함께 앉을 수 없습니다').isVisible()).toBe(true)
  await axe(page)
})
