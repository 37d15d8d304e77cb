import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'

const app = await startApp({ now: new Date('2026-11-23T08:00:00Z') })
const { sql } = app.deps
const officer = await app.as.officer('communication')

async function check(file: Buffer, name: string, cookie = officer.cookie) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(file)]), name)
  const response = await fetch(`${app.url}/desk/listening/import/check`, {
    method: 'POST',
    body,
    headers: { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' },
  })
  const html = await response.text()
  return { status: response.status, html, kept: /name="kept" value="([^"]+)"/.exec(html)?.[1] }
}
async function bring(kept: string) {
  const response = await fetch(`${app.url}/desk/listening/import`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ kept, name: 'log.csv' }),
    headers: { cookie: officer.cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' },
  })
  return { status: response.status, to: response.headers.get('location') }
}
const counts = async () =>
  (
    await sql`select (select count(*)::int from listening_events) as events, (select count(*)::int from opinions) as opinions, (select count(*)::int from follow_ups) as cards`
  )[0]

const head =
  '행사명,갈래,날짜,시작,끝,장소,동,협력 단체,참여 인원,의견,말한 사람,분야,처리,담당 부서,결과,정책'
const csv = (...lines: string[]) => Buffer.from(`\uFEFF${[head, ...lines].join('\r\n')}\r\n`)
const walk =
  '다문화가족 구민과의 소통,초청,2021. 9. 7.(화),오후 2시 30분,16:00,다문화가족지원센터,대림2동,다문화가족지원센터,18명,"안내문이 ""한국어""뿐이라, 놓칠 뻔했어요.",대림2동 주민,복지보건·다문화,답해야 함,보건소 건강증진과,다섯 나라말로 보냅니다.,안내를 다섯 나라말로 함께 보냅니다.'
const more = ',,,,,,,,,한국어 교실이 낮에만 있어요.,,교육문화,들음,,,'

/** A workbook as spreadsheets write it, smallest form: one sheet of texts and numbers. */
function workbook(rows: (string | number)[][], extra: Record<string, Uint8Array> = {}): Buffer {
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const letters = (at: number) => String.fromCharCode(65 + at)
  const sheet = rows
    .map((cells, row) => {
      const inner = cells
        .map((value, at) => cell(value).replace('<c', `<c r="${letters(at)}${row + 1}"`))
        .join('')
      return `<row r="${row + 1}">${inner}</row>`
    })
    .join('')
  const ns = 'http://schemas.openxmlformats.org'
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<?xml version="1.0"?><Types xmlns="${ns}/package/2006/content-types"/>`,
      ),
      'xl/workbook.xml': strToU8(
        `<?xml version="1.0"?><workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="기록" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<?xml version="1.0"?><Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': strToU8(
        `<?xml version="1.0"?><worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
      ),
      ...extra,
    }),
  )
}

describe('a past log', () => {
  test('is looked at without writing anything, then written once, however often it comes', async () => {
    const before = await counts()
    const file = csv(walk, more)
    const looked = await check(file, '2021.csv')
    expect(looked.status).toBe(200)
    expect(looked.html).toContain('새 행사 1건, 새 의견 2건')
    expect(await counts()).toEqual(before)
    expect(await bring(looked.kept!)).toMatchObject({
      status: 303,
      to: '/desk/listening/import?events=1&opinions=2',
    })
    const [event] =
      await sql`select id, starts_at, ends_at, dong, partner, participants, series_code from listening_events where title = '다문화가족 구민과의 소통'`
    expect(event).toMatchObject({
      starts_at: '2021-09-07 05:30:00+00',
      ends_at: '2021-09-07 07:00:00+00',
      dong: 'daerim2',
      series_code: 'invited',
      participants: { residents: 18 },
    })
    expect(
      await sql`select text, handling, policy_note, outcome from opinions where event_id = ${event!.id} order by id`,
    ).toEqual([
      {
        text: '안내문이 "한국어"뿐이라, 놓칠 뻔했어요.',
        handling: 'heard',
        policy_note: '안내를 다섯 나라말로 함께 보냅니다.',
        outcome: '다섯 나라말로 보냅니다.',
      },
      { text: '한국어 교실이 낮에만 있어요.', handling: 'heard', policy_note: null, outcome: '' },
    ])
    const again = await check(file, '2021 사본.csv')
    expect(again.html).toContain('새로 들여올 것이 없습니다')
    expect(again.kept).toBeUndefined()
    const longer = await check(csv(walk, more, ',,,,,,,,,나중에 찾은 말입니다.,,,,,,'), '2021.csv')
    expect(longer.html).toContain('새 행사 0건, 새 의견 1건')
    await bring(longer.kept!)
    expect(await counts()).toEqual({
      events: before!.events + 1,
      opinions: before!.opinions + 3,
      cards: before!.cards,
    })
  })

  test('that two officers import at once is written once', async () => {
    const file = csv(`거리 소통,거리,2021-08-10,10:00,11:00,시장,,,,${'말이 있습니다.'},,,답해야 함,도로과,,`)
    const [one, two] = [await check(file, 'a.csv'), await check(file, 'b.csv')]
    const before = await counts()
    const answers = await Promise.all([bring(one.kept!), bring(two.kept!)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await counts()).toEqual({
      events: before!.events + 1,
      opinions: before!.opinions + 1,
      cards: before!.cards + 1,
    })
    // What is still owed is promised from the day of the import: ten days after 23 November.
    const [card] = await sql`select due_at from follow_ups order by id desc limit 1`
    expect(card!.due_at).toBe('2026-12-03 15:00:00+00')
  })

  test('may come in the encoding of Korean Windows', async () => {
    // '행사명,날짜,장소\n' and '찾아가는 소통,2021-05-06,당산1동\n' in CP949.
    const file = Buffer.from(
      'c7e0bbe7b8ed2cb3afc2a52cc0e5bcd20ac3a3beC6b0a1b4c220bcd2c5eb2c323032312d30352d30362cb4e7bbea31b5bf0a'.toLowerCase(),
      'hex',
    )
    const looked = await check(file, '옛 기록.csv')
    expect(looked.status).toBe(200)
    expect(looked.html).toContain('찾아가는 소통')
  })

  test('may come as a workbook, with days and times as spreadsheets count them', async () => {
    const looked = await check(
      workbook([
        ['행사명', '날짜', '시작', '장소', '의견'],
        ['소통공간의 날', 44446, 0.5833333, '소통공간', '의자가 편합니다.'],
      ]),
      'log.xlsx',
    )
    expect(looked.html).toContain('새 행사 1건, 새 의견 1건')
    await bring(looked.kept!)
    const [event] = await sql`select starts_at from listening_events where title = '소통공간의 날'`
    expect(event!.starts_at).toBe('2021-09-07 05:00:00+00')
  })
})

describe('a log with faults says each by its line, and writes nothing', () => {
  test.each([
    ['a day that does not exist', walk.replace('2021. 9. 7.(화)', '2021-02-30'), '있는 날짜를 써 주세요'],
    ['no day', walk.replace('2021. 9. 7.(화)', ''), '이 칸을 써 주세요'],
    ['25 hours', walk.replace('16:00', '25:00'), '시각을 읽을 수 없습니다'],
    ['an end before the beginning', walk.replace('16:00', '09:00'), '시작보다 늦은'],
    ['a dong of another district', walk.replace('대림2동,', '역삼동,'), '목록에 없는 이름입니다'],
    ['a department that is none', walk.replace('보건소 건강증진과', '없는과'), '목록에 없는 이름입니다'],
    ['many people', walk.replace('18명', '많음'), '사람 수는 숫자로'],
    ['an opinion without end', walk.replace('놓칠 뻔했어요', '가'.repeat(1001)), '너무 깁니다'],
    ['an opinion without an event', more, '행사명이 있어야'],
  ])('%s', async (_name, line, said) => {
    const before = await counts()
    const { status, html, kept } = await check(csv(line), 'a.csv')
    expect(status).toBe(422)
    expect(html).toContain(said)
    expect(html).toMatch(/data-label="줄">2</)
    expect(kept).toBeUndefined()
    expect(await counts()).toEqual(before)
  })
})

describe('a file that is no log is refused in words', () => {
  const oneGigabyte = () => {
    const file = workbook([['행사명', '날짜', '장소']])
    // In the directory at the end, where a ZIP says how long each part is.
    const at = file.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
    file.writeUInt32LE(1024 * 1024 * 1024, at + 24)
    return file
  }
  const bomb = () => workbook([['행사명']], { 'xl/sharedStrings.xml': new Uint8Array(60 * 1024 * 1024) })
  test.each([
    ['an empty one', Buffer.alloc(0), 422, '표로 읽을 수 없습니다'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 422, '표로 읽을 수 없습니다'],
    ['a broken workbook', workbook([['행사명']]).subarray(0, 300), 422, '표로 읽을 수 없습니다'],
    [
      'a ZIP that is no workbook',
      Buffer.from(zipSync({ 'a.txt': strToU8('x') })),
      422,
      '표로 읽을 수 없습니다',
    ],
    ['other columns', Buffer.from('이름,전화\n가,나\n'), 422, '필요한 칸이 없습니다: 행사명, 날짜, 장소'],
    ['a quote that never ends', csv('"가'), 422, '표로 읽을 수 없습니다'],
    ['a workbook that claims a gigabyte', oneGigabyte(), 413, '너무 큽니다'],
    ['a workbook that would fill the memory', bomb(), 413, '너무 큽니다'],
    ['more lines than are read', csv(...Array.from({ length: 2_001 }, () => walk)), 413, '너무 큽니다'],
    ['more than five megabytes', Buffer.alloc(5 * 1024 * 1024 + 10, '가,'), 413, '너무 큽니다'],
  ])('%s', async (_name, file, status, said) => {
    const answer = await check(file, 'a.xlsx')
    expect([answer.status, answer.html.includes(said)]).toEqual([status, true])
  })

  test('and one that was checked long ago, or never', async () => {
    for (const kept of ['7f3f5b1c-58d4-4d2e-9a51-0d9d4c0a8b11', 'x', '../../etc/passwd'])
      expect((await bring(kept)).status).toBe(410)
  })

  test('and comes from the communication team only', async () => {
    for (const role of ['department', 'mayor', 'administrator'] as const)
      expect((await check(csv(walk), 'a.csv', (await app.as.officer(role)).cookie)).status).toBe(403)
  })
})
