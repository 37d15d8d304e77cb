import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCluster } from '../../server/platform/db/cluster.ts'
import { asker } from '../support/asking.ts'
import { freshDatabase, testSecret } from '../support/database.ts'
import { atEndOfFile } from '../support/lifetime.ts'
import { type Product, runToEnd, startProduct } from '../support/product.ts'

const patiently = { timeout: 20_000 }

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sotong-start-'))
  // As root, PostgreSQL runs under another user, who must be able to pass through.
  await chmod(folder, 0o711)
  atEndOfFile(async () => {
    await (await openCluster({ dataDir: folder, log: () => {} })).stop()
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

describe('a demonstration', () => {
  let dataDir: string
  let product: Product
  beforeAll(async () => {
    dataDir = await newFolder()
    product = await startProduct(['--demo'], { DATA_DIR: dataDir, DEMO_NOW: '2027-03-02T12:00:00+09:00' })
  })

  test('says where to go and how to sign in, and is then ready', async () => {
    for (const words of [
      '/sign-in',
      '/desk/sign-in',
      '/outbox',
      'talk@demo.sotong.kr',
      'admin@demo.sotong.kr',
    ])
      expect(product.said()).toContain(words)
    expect((await fetch(`${product.url}/health/ready`)).status).toBe(200)
  })

  test('has its content, at the date of DEMO_NOW', async () => {
    const { html } = await asker(product.url).page('/')
    expect(html).toContain('도림천')
    expect(html).toMatch(/2월 \d+일\(.\) 답변/)
  })

  test('is refused a second time on the same folder, in one sentence', async () => {
    const { code, err } = await runToEnd('server/main.ts', ['--demo'], { DATA_DIR: dataDir })
    expect([code, err]).toEqual([
      1,
      `A server is already running on ${dataDir}: stop it first, or give this one another DATA_DIR.\n`,
    ])
  })

  test('makes a crowd while it runs: each line is the cookie of a resident who is signed in', async () => {
    const { code, out } = await runToEnd('server/crowd.ts', ['--people', '3'], { DATA_DIR: dataDir })
    const cookies = out.trim().split('\n')
    expect([code, cookies.length, new Set(cookies).size]).toEqual([0, 3, 3])
    const { api, page } = asker(product.url)
    const number = /\/petitions\/(\d{4}-\d{4})/.exec((await page('/')).html)![1]
    const path = `/api/petitions/${number}/endorsements`
    const answers = await Promise.all(cookies.map((cookie) => api('POST', path, undefined, { cookie })))
    expect(answers.every(({ status }) => status === 201 || status === 200)).toBe(true)
  })

  test('is killed, starts again and has kept everything', async () => {
    await product.stop('SIGKILL')
    product = await startProduct(['--demo'], { DATA_DIR: dataDir })
    expect(product.said()).not.toContain('Writing demonstration content')
    expect((await asker(product.url).page('/')).html).toContain('도림천')
  })

  test('stops when told, and takes its database with it', async () => {
    expect(await product.stop('SIGTERM')).toBe(0)
    const { code, out } = await runToEnd('server/crowd.ts', ['--people', '1'], { DATA_DIR: dataDir })
    expect([code, out.trim().split('\n').length]).toEqual([0, 1])
  })
})

describe('an installation', () => {
  test('does not start carelessly, and says in one line why', async () => {
    const env = {
      SECRET_KEY: 'a'.repeat(64),
      PUBLIC_URL: 'http://localhost:1',
      DATA_DIR: '/nonexistent/folder',
    }
    const { code, out, err } = await runToEnd('server/main.ts', [], env)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^SECRET_KEY is weak.*\n$/)
  })

  test('is not filled with a crowd', async () => {
    const { ownerUrl } = await freshDatabase()
    const env = { DATABASE_URL: ownerUrl, DATA_DIR: await mkdtemp(join(tmpdir(), 'sotong-crowd-')) }
    const { code, out, err } = await runToEnd('server/crowd.ts', ['--people', '1'], {
      ...env,
      SECRET_KEY: testSecret,
    })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('not a demonstration')
  })

  test('runs on a given database without demonstration content, and finishes what it began when told to stop', async () => {
    const { ownerUrl, secret: SECRET_KEY } = await freshDatabase()
    const dataDir = await mkdtemp(join(tmpdir(), 'sotong-files-'))
    atEndOfFile(() => rm(dataDir, { recursive: true, force: true }))
    const port = 20_000 + (process.pid % 9_000)
    const url = `http://localhost:${port}`
    const env = { SECRET_KEY, PUBLIC_URL: url, PORT: String(port), DATABASE_URL: ownerUrl, DATA_DIR: dataDir }
    const product = await startProduct([], env)
    expect((await asker(url).page('/')).html).toContain('지금 공감을 모으는 청원이 없습니다')
    const link = new RegExp(`${url}(/desk/invitations/\\S+)`)
    await expect.poll(() => product.said(), patiently).toMatch(link)
    expect((await asker(url).page(link.exec(product.said())![1]!)).status).toBe(200)

    // A form of which half has come when the signal does.
    const body = 'theme=dark&size=large&back=/rules'
    const socket = connect(port, 'localhost')
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    const closed = new Promise((over) => socket.once('close', over))
    socket.write(
      `POST /settings/display HTTP/1.1\r\nhost: localhost:${port}\r\norigin: ${url}\r\nexpect: 100-continue\r\n` +
        `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    await expect.poll(() => answer, patiently).toContain('100 Continue')
    socket.write(body.slice(0, 9))
    const ended = product.stop('SIGTERM')
    await expect
      .poll(
        () =>
          fetch(url).then(
            ({ status }) => status,
            () => 'nobody listens',
          ),
        patiently,
      )
      .toBe('nobody listens')
    socket.write(body.slice(9))
    await closed
    expect(answer).toMatch(/HTTP\/1\.1 303/)
    expect(await ended).toBe(0)
  })
})
