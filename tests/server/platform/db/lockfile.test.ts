import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { withLockFile } from '../../../../server/platform/db/lockfile.ts'
import { temporaryFolder } from './support.ts'

describe('a lock file', () => {
  test('lets one in at a time', async () => {
    const path = join(temporaryFolder(), 'lock')
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(3)
      inside -= 1
    }
    await Promise.all(Array.from({ length: 6 }, () => withLockFile(path, work)))
    expect(most).toBe(1)
    expect(existsSync(path)).toBe(false)
  })

  test('is freed when the work fails', async () => {
    const path = join(temporaryFolder(), 'lock')
    await expect(withLockFile(path, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    expect(await withLockFile(path, async () => 'again')).toBe('again')
  })

  test('of a process that is gone is taken over, by one of many', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'lock')
    const { pid } = spawnSync('true')
    writeFileSync(path, `${pid} 12345 some-id`)
    let inside = 0
    const work = async () => {
      expect((inside += 1)).toBe(1)
      await sleep(3)
      inside -= 1
    }
    await Promise.all(Array.from({ length: 5 }, () => withLockFile(path, work)))
    expect(readdirSync(folder)).toEqual([])
  })

  test('of an earlier process with our own number is taken over, as in a container started again', async () => {
    const path = join(temporaryFolder(), 'lock')
    writeFileSync(path, `${process.pid} 1 some-id`)
    expect(await withLockFile(path, async () => 'mine')).toBe('mine')
  })

  test('of a living process is waited for, not for ever', async () => {
    const path = join(temporaryFolder(), 'lock')
    await withLockFile(path, async () => {
      await expect(withLockFile(path, async () => {}, 50)).rejects.toThrow('too long')
    })
  })
})
