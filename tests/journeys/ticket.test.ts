import type { Page } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'
import { describe, expect, test } from 'vitest'
import { doorsOpen, rowsAtDoor } from '../server/townhalls/door.fixtures.ts'
import { anOpenHall, newcomer, openNow } from '../server/townhalls/seats.fixtures.ts'
import { startApp } from '../support/app.ts'
import { axe, desk, narrowPhone, openBrowser, openPage, phone } from '../support/browser.ts'

const site = await startApp({ now: openNow })
const browser = await openBrowser()
const email = 'bada@residents.example'

/** What a camera would read off the QR code of a person on a page. */
async function ticketOn(page: Page, name: string): Promise<string> {
  const picture = await page.getByRole('img', { name: `${name}님의 입장 QR` }).evaluate(async (svg) => {
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 400
    const drawing = canvas.getContext('2d')!
    drawing.drawImage(image, 0, 0, 400, 400)
    return [...drawing.getImageData(0, 0, 400, 400).data]
  })
  return decodeQR({ width: 400, height: 400, data: new Uint8Array(picture) })
}
const enter = async (page: Page, code: string) => {
  await page.getByLabel('입장 코드').fill(code)
  await page.getByRole('button', { name: '확인', exact: true }).click()
}
const says = (page: Page, words: string) => page.locator('.verdict').filter({ hasText: words }).waitFor()

describe('from a full hall to a seat in it', () => {
  test('a resident registers, waits, is offered seats, shows the tickets on a phone and is let in, offline and back', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 2]] })
    const seated = [await newcomer(site, hall), await newcomer(site, hall)]
    const { page } = await openPage(browser, narrowPhone)
    await page.goto(`${site.url}/town-halls/${hall.id}`)
    await page.getByLabel('이름', { exact: true }).fill('김바다')
    await page.getByRole('button', { name: '함께 오는 사람 더하기' }).click()
    await page.getByLabel('함께 오는 사람 1 이름').fill('김파도')
    await page.getByRole('button', { name: '대기 1번째로 신청하기' }).last().click()
    await page.getByLabel('메일 주소').fill(email)
    await page.getByLabel('만 14세 이상입니다').check()
    await page.getByRole('button', { name: '숫자 받기' }).click()
    const code = (await site.mails(email)).find(({ text }) => /\b\d{6}\b/.test(text))!
    await page.getByLabel('여섯 자리 숫자').fill(/\b(\d{6})\b/.exec(code.text)![1]!)
    await page.getByLabel('여섯 자리 숫자').press('Enter')
    await page.getByRole('heading', { level: 1, name: '대기 1번째' }).waitFor()

    for (const one of seated) await one.cancel()
    const offer = (await site.mails(email)).find(({ text }) => text.includes('/offers/'))!
    await page.goto(/https?:\/\/\S+\/offers\/\S+/.exec(offer.text)![0])
    await page.getByRole('button', { name: '자리 받기' }).click()
    await page.getByRole('link', { name: '내 신청 보기' }).click()
    const spoken = await page.locator('.ticket .code').first().innerText()
    const tickets = [await ticketOn(page, '김바다'), await ticketOn(page, '김파도')]

    site.setNow(doorsOpen)
    const { cookie } = await site.as.officer('communication')
    const { page: atDesk } = await openPage(browser, desk)
    const [name, value] = cookie.split('=') as [string, string]
    await atDesk.context().addCookies([{ name, value, url: site.url }])
    await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
    await atDesk.getByLabel('이름', { exact: true }).fill('정문')
    await atDesk.getByRole('button', { name: '링크 만들기' }).click()
    const link = (await atDesk.locator('.made a').getAttribute('href'))!
    const { page: door } = await openPage(browser, phone)
    await door.goto(link)
    await enter(door, tickets[0]!)
    await says(door, '들어가세요 · 2명 가운데 1명')
    await enter(door, spoken)
    await says(door, '이미 들어왔습니다')

    await door.context().setOffline(true)
    await enter(door, tickets[1]!)
    await says(door, '적어 두었습니다')
    await door.getByText('현장 신청', { exact: true }).click()
    await door.getByText('연결이 끊긴 동안에는 현장 신청을 받지 않습니다').waitFor()
    expect(await door.getByRole('button', { name: '자리 주고 들이기' }).isDisabled()).toBe(true)
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
    await door.context().setOffline(false)
    await door.getByText('적어 둔 1건을 서버가 확인했습니다.').waitFor()
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 2, came: 2 })

    await door.getByLabel('퇴장').check({ force: true })
    await enter(door, tickets[1]!)
    await says(door, '나갔습니다')
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 2 })
    site.setNow(openNow)
  })

  test('someone without a registration is let in and taken back, and a conflict is dealt with at the desk', async () => {
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 3],
        ['accessible', '', 1],
      ],
    })
    site.setNow(doorsOpen)
    const { cookie } = await site.as.officer('communication')
    const { page: atDesk } = await openPage(browser, desk)
    const [name, value] = cookie.split('=') as [string, string]
    await atDesk.context().addCookies([{ name, value, url: site.url }])
    await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
    await atDesk.getByLabel('이름', { exact: true }).fill('옆문')
    await atDesk.getByRole('button', { name: '링크 만들기' }).click()
    const link = (await atDesk.locator('.made a').getAttribute('href'))!
    const { page: door } = await openPage(browser, narrowPhone)
    await door.goto(link)
    await door.getByText('현장 신청', { exact: true }).click()
    await door.getByLabel('인원').selectOption('2')
    await door.getByLabel('휠체어 자리').selectOption('1')
    await axe(door)
    await door.getByRole('button', { name: '자리 주고 들이기' }).click()
    await says(door, '들어가세요')
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 2, came: 2 })
    await door.getByRole('button', { name: '방금 것 되돌리기' }).click()
    await door.getByText('되돌렸습니다.').waitFor()
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 0, came: 0 })
    expect(await door.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

    const [device] = await site.deps.sql`select id from door_devices where sitting_id = ${hall.sittingId}`
    const [member] = await site.deps.sql`select m.id from members m join parties p on p.id = m.party_id
      where p.sitting_id = ${hall.sittingId} limit 1`
    await site.deps.sql`insert into check_ins
      (id, sitting_id, device_id, member_id, kind, outcome, conflict, offline, at, received_at)
      values (gen_random_uuid(), ${hall.sittingId}, ${device!.id as string}, ${member!.id as string}, 'entry',
        'cancelled', true, true, ${doorsOpen.toISOString()}, ${doorsOpen.toISOString()})`
    await atDesk.goto(`${site.url}/desk/town-halls/${hall.id}/door`)
    const conflicts = atDesk.locator('#conflicts')
    await conflicts.getByRole('button', { name: '처리함' }).click()
    await conflicts.locator('.settled').filter({ hasText: '처리함' }).waitFor()
    await axe(atDesk)
    site.setNow(openNow)
  })
})
