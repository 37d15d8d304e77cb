import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { openCluster } from '../../../../server/platform/db/cluster.ts'
import { holdServerLock } from '../../../../server/platform/db/lock.ts'
import { findPostmaster } from '../../../../server/platform/db/postmaster.ts'
import { openElsewhere, quiet, temporaryFolder } from './support.ts'

async function ask(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice: quiet })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

const postmasterOf = (dataDir: string) => findPostmaster(join(dataDir, 'postgres'))

describe('the embedded cluster', () => {
  const dataDir = temporaryFolder()

  test('is made, finds Korean trigrams, is durable, and listens only here', async () => {
    const cluster = await openCluster({ dataDir, log: quiet })
    expect(cluster.started).toBe(true)
    await ask(
      cluster.ownerUrl,
      'create extension pg_trgm; create table kept (word text); insert into kept values (1)',
    )
    const [row] = await ask(
      cluster.ownerUrl,
      `select show_trgm('주차장') <> '{}' as trigrams, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as sync, current_setting('listen_addresses') as addresses,
        current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding`,
    )
    expect(row).toEqual({
      trigrams: true,
      fsync: 'on',
      sync: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
    })
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    const wrong = cluster.ownerUrl.replace(/:[0-9a-f]+@/, ':wrong@')
    await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await cluster.stop()
    expect(await postmasterOf(dataDir)).toBeUndefined()
  })

  test('is used together, and stopped by the last that leaves', async () => {
    const first = await openCluster({ dataDir, log: quiet })
    const second = await openCluster({ dataDir, log: quiet })
    expect(second).toMatchObject({ started: false, ownerUrl: first.ownerUrl })
    await first.stop()
    expect(await ask(second.ownerUrl, 'select word from kept')).toHaveLength(1)
    await second.stop()
    await second.stop()
    expect(await postmasterOf(dataDir)).toBeUndefined()
  })

  test('outlives a process that was killed, and is adopted', async () => {
    const killed = openElsewhere(dataDir, { lock: true })
    const { ownerUrl } = await killed.said
    killed.child.kill('SIGKILL')
    await killed.exited
    const cluster = await openCluster({ dataDir, log: quiet })
    expect(cluster).toMatchObject({ started: false, ownerUrl })
    const lock = await holdServerLock(cluster.ownerUrl, dataDir)
    await lock.release()
    await cluster.stop()
    expect(await postmasterOf(dataDir)).toBeUndefined()
  })

  test('recovers after its own processes were killed, and what was committed is there', async () => {
    const before = await openCluster({ dataDir, log: quiet })
    await ask(before.ownerUrl, "insert into kept values ('committed')")
    process.kill((await postmasterOf(dataDir))!, 'SIGKILL')
    await sleep(50)
    const after = await openCluster({ dataDir, log: quiet })
    expect(after.started).toBe(true)
    expect(await ask(after.ownerUrl, 'select word from kept')).toHaveLength(2)
    await before.stop()
    expect(await ask(after.ownerUrl, 'select 1 as up')).toHaveLength(1)
    await after.stop()
  })

  test('starts although an old pid file names a living process that is not PostgreSQL', async () => {
    const pidFile = join(dataDir, 'postgres/postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n1\n\n\n\n\n`)
    const cluster = await openCluster({ dataDir, log: quiet })
    expect(cluster.started).toBe(true)
    expect(readFileSync(pidFile, 'utf8')).not.toContain(`${process.pid}\n`)
    await cluster.stop()
  })

  test('moves to another port when its own was taken', async () => {
    const { createServer } = await import('node:net')
    const file = join(dataDir, 'postgres.json')
    const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number }
    const squatter = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
    const cluster = await openCluster({ dataDir, log: quiet })
    squatter.close()
    expect(new URL(cluster.ownerUrl).port).not.toBe(String(port))
    await cluster.stop()
  })

  test('refuses a second server, but lets other commands in', async () => {
    const server = openElsewhere(dataDir, { lock: true })
    await server.said
    const second = openElsewhere(dataDir, { lock: true })
    expect((await second.said).error).toContain(`A server is already running on ${dataDir}`)
    const command = openElsewhere(dataDir)
    expect((await command.said).started).toBe(false)
    await server.leave()
    expect(await postmasterOf(dataDir)).toBeDefined()
    await command.leave()
    expect(await postmasterOf(dataDir)).toBeUndefined()
  })

  test('says what is missing when its password is', async () => {
    const file = join(dataDir, 'postgres.json')
    const kept = readFileSync(file)
    rmSync(file)
    await expect(openCluster({ dataDir, log: quiet })).rejects.toThrow('its password')
    writeFileSync(file, kept, { mode: 0o600 })
    rmSync(join(dataDir, 'postgres'), { recursive: true })
    await expect(openCluster({ dataDir, log: quiet })).rejects.toThrow('is gone')
  })
})

describe('a fresh folder', () => {
  test('is made once by processes that race for it', async () => {
    const dataDir = join(temporaryFolder(), 'deeper/data')
    const racers = [openElsewhere(dataDir), openElsewhere(dataDir), openElsewhere(dataDir)]
    const said = await Promise.all(racers.map((racer) => racer.said))
    expect(said.filter((one) => one.started)).toHaveLength(1)
    expect(new Set(said.map((one) => one.ownerUrl)).size).toBe(1)
    await Promise.all(racers.map((racer) => racer.leave()))
    expect(await postmasterOf(dataDir)).toBeUndefined()
  })

  test('whose first start was killed at any moment starts the next time', async () => {
    const dataDir = temporaryFolder()
    for (const patience of [150, 400, 800]) {
      const killed = openElsewhere(dataDir)
      await Promise.race([killed.said, sleep(patience)])
      killed.child.kill('SIGKILL')
      await killed.exited
    }
    const cluster = await openCluster({ dataDir, log: quiet })
    expect(await ask(cluster.ownerUrl, 'select current_database() as name')).toEqual([{ name: 'sotong' }])
    await cluster.stop()
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false)
  })
})
