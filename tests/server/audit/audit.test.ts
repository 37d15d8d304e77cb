import { beforeAll, describe, expect, inject, test } from 'vitest'
import { firstBrokenSeal, record, sealEntries } from '../../../server/audit/audit.actions.ts'
import { openSingle, type Sql } from '../../../server/platform/db/connect.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { databaseUrl } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})

const about = (id: string | number) => ({ kind: 'petition', id })
const note = (id: string | number, detail = {}) =>
  record(app.deps, app.deps.db, { kind: 'system' }, 'petition.close', about(id), detail)
const sealAll = async () => {
  while ((await sealEntries(app.deps)) > 0);
}
const chain = () => app.deps.sql<{ position: number; entry_id: number }[]>`
  select position::int as position, entry_id::int as entry_id from audit_seals order by position`

/** As someone with the database's own powers would, past every right of the server. */
async function tamper(act: (owner: Sql) => Promise<unknown>) {
  const [row] = await app.deps.sql`select current_database() as name`
  const owner = openSingle(databaseUrl(inject('clusterUrl'), String(row!.name)), 'sotong tests')
  atEndOfFile(() => owner.end())
  return act(owner)
}

describe('an entry', () => {
  test.each([
    "update audit_entries set act = 'x'",
    'delete from audit_entries',
    "update audit_seals set hash = '\\x00'",
    'delete from audit_seals',
    'alter table audit_entries disable trigger all',
  ])('is out of the server’s reach once written: %s', async (statement) => {
    await expect(app.deps.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('is written with the act or not at all', async () => {
    const failed = app.deps.db.transaction(async (tx) => {
      await record(app.deps, tx, { kind: 'system' }, 'petition.close', about('never'))
      throw new Error('the act failed')
    })
    await expect(failed).rejects.toThrow('the act failed')
    expect(await app.deps.sql`select from audit_entries where about_id = 'never'`).toHaveLength(0)
  })
})

describe('the chain of seals', () => {
  test('has no gap and every entry once, while many write and three seal', async () => {
    const writing = Array.from({ length: 60 }, (_, i) => note(`busy-${i}`, { b: i, a: { d: 1, c: [2, 1] } }))
    await Promise.all([
      ...writing,
      sealEntries(app.deps, 7),
      sealEntries(app.deps, 7),
      sealEntries(app.deps, 7),
    ])
    await sealAll()
    const seals = await chain()
    expect(seals.map(({ position }) => position)).toEqual(seals.map((_, at) => at + 1))
    const [row] = await app.deps.sql`select count(*)::int as entries from audit_entries`
    expect(seals).toHaveLength(row!.entries)
    expect(await firstBrokenSeal(app.deps)).toBeNull()
  })

  test('takes an entry that was committed late at its end, not in between', async () => {
    let commit: () => void = () => {}
    const held = new Promise<void>((resolve) => (commit = resolve))
    let written: () => void = () => {}
    const isWritten = new Promise<void>((resolve) => (written = resolve))
    const late = app.deps.db.transaction(async (tx) => {
      await record(app.deps, tx, { kind: 'system' }, 'petition.close', about('late'))
      written()
      await held
    })
    await isWritten
    await note('early')
    await sealAll()
    commit()
    await late
    await sealAll()
    const order = await app.deps.sql`
      select about_id from audit_seals join audit_entries on id = entry_id where about_id in ('late', 'early') order by position`
    expect(order.map((row) => row.about_id)).toEqual(['early', 'late'])
    expect(await firstBrokenSeal(app.deps)).toBeNull()
  })

  test.each([
    [
      'changed words',
      (sql: Sql, id: number) => sql`update audit_entries set act = 'petition.open' where id = ${id}`,
    ],
    [
      'a changed time',
      (sql: Sql, id: number) => sql`update audit_entries set at = at + interval '1 s' where id = ${id}`,
    ],
    [
      'a changed actor',
      (sql: Sql, id: number) => sql`update audit_entries set actor_id = 1 where id = ${id}`,
    ],
    [
      'a changed detail',
      (sql: Sql, id: number) => sql`update audit_entries set detail = '{"x":1}' where id = ${id}`,
    ],
    [
      'a changed seal',
      (sql: Sql, id: number) => sql`update audit_seals set hash = sha256('x') where entry_id = ${id}`,
    ],
  ])('breaks at the right place by %s', async (_what, change) => {
    await note('to be changed')
    await note('after it')
    await sealAll()
    const { position, entry_id: id } = (await chain()).at(-2)!
    await tamper(async (owner) => {
      const [entry] = await owner`select * from audit_entries where id = ${id}`
      const [seal] = await owner`select * from audit_seals where entry_id = ${id}`
      await change(owner, id)
      expect(await firstBrokenSeal(app.deps)).toBe(position)
      await owner`update audit_entries set act = ${entry!.act}, at = ${entry!.at}, actor_id = ${entry!.actor_id},
        detail = ${owner.json(entry!.detail)} where id = ${id}`
      await owner`update audit_seals set hash = ${seal!.hash} where entry_id = ${id}`
    })
    expect(await firstBrokenSeal(app.deps)).toBeNull()
  })
})

describe('the page of the log', () => {
  const open = (cookie: string, query = '') => app.page(`/desk/audit${query}`, { cookie })
  const rows = (html: string) => html.split('<tbody>')[1]!.split('</tbody>')[0]!.split('<tr').length - 1

  test('tells who did what by name, and that it was read', async () => {
    const { cookie, officerId } = await app.as.officer('administrator', { name: '나기록' })
    const who = { kind: 'officer', officerId } as const
    await record(app.deps, app.deps.db, who, 'holiday.put', { kind: 'holiday', id: '2027-03-09' })
    await open(cookie)
    const { html } = await open(cookie)
    for (const words of ['나기록', '쉬는 날을 넣음', '쉬는 날 2027-03-09', '감사 기록을 봄'])
      expect(html).toContain(words)
  })

  test('never names a resident', async () => {
    const { cookie } = await app.as.officer('administrator')
    const { personId, email } = await app.as.resident({ displayName: '홍길동' })
    const who = { kind: 'resident', personId } as never
    await record(app.deps, app.deps.db, who, 'account.close', { kind: 'person', id: personId })
    const { html } = await open(cookie, '?kind=person')
    expect(html).toContain('>주민<')
    expect(html).not.toContain('홍길동')
    expect(html).not.toContain(email)
  })

  test('shows what is about one thing, and a page at a time', async () => {
    const { cookie } = await app.as.officer('administrator')
    await Promise.all(Array.from({ length: 55 }, () => note('2026-9999')))
    const first = (await open(cookie, '?kind=petition&id=2026-9999')).html
    expect(rows(first)).toBe(50)
    const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&')
    expect(rows((await app.page(next, { cookie })).html)).toBe(5)
  })

  test('checks the chain and says what it found', async () => {
    const { cookie } = await app.as.officer('administrator')
    await sealAll()
    expect((await open(cookie, '?check=1')).html).toContain('모두 맞습니다')
    const { position, entry_id: id } = (await chain()).at(-1)!
    const { act } = (await app.deps.sql`select act from audit_entries where id = ${id}`)[0]!
    await tamper((owner) => owner`update audit_entries set act = 'x' where id = ${id}`)
    const said = `${position.toLocaleString('en-US')}번째 기록이 봉인과 다릅니다`
    expect((await open(cookie, '?check=1')).html).toContain(said)
    await tamper((owner) => owner`update audit_entries set act = ${act} where id = ${id}`)
  })

  test.each([
    '?before=x',
    '?before=-1',
    '?before=1e99',
    '?kind=%00',
    '?kind=petition&id=0-0',
    '?check=2',
    '?id=1',
  ])('makes the best of %s', async (query) => {
    const { cookie } = await app.as.officer('administrator')
    expect((await open(cookie, query)).status).toBe(200)
  })

  test('is for administrators alone', async () => {
    for (const role of ['communication', 'department', 'mayor'] as const)
      expect((await open((await app.as.officer(role)).cookie)).status).toBe(403)
    expect((await app.page('/desk/audit')).location).toBe('/desk/sign-in?next=%2Fdesk%2Faudit')
  })
})
