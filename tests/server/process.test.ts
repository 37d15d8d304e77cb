import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'
import { atEndOfFile } from '../support/lifetime.ts'
import { root } from '../support/sources.ts'

const started: ChildProcess[] = []
atEndOfFile(() => started.forEach((child) => child.exitCode === null && child.kill('SIGKILL')))

/** One of the product's commands as npm runs it, and all it says. */
function run(script: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, 'server', script), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', ...env },
  })
  started.push(child)
  let said = ''
  child.stdout.on('data', (data: Buffer) => void (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => void (said += data.toString()))
  const ended = new Promise<number | null>((done) => void child.once('close', done))
  return {
    said: () => said,
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async until(words: string) {
      while (!said.includes(words)) {
        const over = await Promise.race([ended, new Promise((later) => setTimeout(() => later('no'), 50))])
        if (over !== 'no' && !said.includes(words)) throw new Error(`It ended without “${words}”:\n${said}`)
      }
    },
  }
}

async function folderFor(name: string) {
  const folder = await mkdtemp(join(tmpdir(), `sotong-${name}-`))
  // As root, PostgreSQL runs under another user, who must be able to pass through.
  await chmod(folder, 0o755)
  atEndOfFile(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('the demonstration, started as people start it', () => {
  test('says where to go, keeps its data through kill -9, lets other commands in, and refuses a second server', async () => {
    const port = await freePort()
    const env = { DATA_DIR: await folderFor('demo'), PORT: String(port) }
    const url = `http://localhost:${port}`
    const totals = async () => {
      const listed = await fetch(`${url}/api/petitions?stage=all&limit=100`)
      const { items } = (await listed.json()) as { items: { number: string; total: number }[] }
      return items.map(({ number, total }) => `${number} ${total}`)
    }

    const first = run('main.ts', ['--demo'], env)
    await first.until('admin@demo.sotong.kr')
    for (const word of [url, '/sign-in', '/desk/sign-in', 'talk@', 'safety@', 'mayor@'])
      expect(first.said()).toContain(word)
    const before = await totals()
    expect(before.length).toBeGreaterThan(10)

    const second = run('main.ts', ['--demo'], { ...env, PORT: String(await freePort()) })
    expect(await second.ended).not.toBe(0)
    expect(second.said()).toMatch(/already|running/i)
    expect(second.said()).not.toContain('    at ')

    const crowd = run('crowd.ts', ['--people', '3'], env)
    expect(await crowd.ended).toBe(0)
    const cookies = crowd
      .said()
      .split('\n')
      .filter((line) => line.startsWith('sid='))
    expect(cookies).toHaveLength(3)
    const open = before[0]!.split(' ')[0]!
    const replies = await Promise.all(
      cookies.map((cookie) =>
        fetch(`${url}/api/petitions/${open}/endorsements`, { method: 'POST', headers: { cookie } }),
      ),
    )
    expect(replies.map(({ status }) => status).filter((status) => status >= 500 || status === 401)).toEqual(
      [],
    )
    const after = await totals()

    first.kill('SIGKILL')
    await first.ended
    const third = run('main.ts', ['--demo'], env)
    await third.until('admin@demo.sotong.kr')
    expect(await totals()).toEqual(after)
    third.kill('SIGTERM')
    expect(await third.ended).toBe(0)
  }, 240_000)
})

describe('the product in operation', () => {
  test.each([
    ['a weak secret', { SECRET_KEY: 'weak', PUBLIC_URL: 'http://localhost:1' }, 'SECRET_KEY'],
    ['no secret', { PUBLIC_URL: 'http://localhost:1' }, 'SECRET_KEY'],
    ['no address', { SECRET_KEY: '4f1c7a90be52d863'.repeat(4) }, 'PUBLIC_URL'],
  ])('refuses %s in one sentence', async (_name, env, word) => {
    const refused = run('main.ts', [], env)
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain(word)
    expect(refused.said().trim().split('\n')).toHaveLength(1)
  })

  test('starts on a database that is given, without any content, and gives its first administrator a link once', async () => {
    const { ownerUrl, secret } = await freshDatabase()
    const port = await freePort()
    const url = `http://localhost:${port}`
    const env = {
      DATABASE_URL: ownerUrl,
      SECRET_KEY: secret,
      PUBLIC_URL: url,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: await folderFor('real'),
    }
    const server = run('main.ts', [], env)
    await server.until('/desk/invitations/')
    const link = /http:\S+\/desk\/invitations\/\S+/.exec(server.said())![0]
    expect(link.startsWith(url)).toBe(true)
    expect((await fetch(link)).status).toBe(200)
    const listed = (await (await fetch(`${url}/api/petitions?stage=all`)).json()) as { items: unknown[] }
    expect(listed.items).toEqual([])
    expect((await fetch(`${url}/outbox`)).status).toBe(404)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)

    // Several servers may share one database that is given.
    const otherPort = await freePort()
    const other = run('main.ts', [], { ...env, PORT: String(otherPort) })
    await other.until('소통')
    expect((await fetch(`http://127.0.0.1:${otherPort}/api/petitions`)).status).toBe(200)
    for (const one of [server, other]) {
      one.kill('SIGTERM')
      expect(await one.ended).toBe(0)
    }
  }, 120_000)
})
