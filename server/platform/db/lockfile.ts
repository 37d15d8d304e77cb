import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from './faults.ts'

/**
 * Runs `work` while holding a lock file, so that two processes never do it at once. The lock of a process that was
 * killed is taken over.
 * @param patienceMs how long to wait for another process that is alive
 */
export async function withLockFile<T>(
  path: string,
  work: () => Promise<T>,
  patienceMs = 120_000,
): Promise<T> {
  const mine = `${identityOf(process.pid)} ${randomUUID()}`
  const deadline = Date.now() + patienceMs
  while (!(await take(path, mine))) {
    if (Date.now() > deadline) {
      throw new CannotStart(
        `Another process has held ${path} for too long; end it, or remove the file if there is none.`,
      )
    }
    await sleep(30)
  }
  try {
    return await work()
  } finally {
    if ((await read(path)) === mine) await rm(path, { force: true })
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  // Written aside and linked, so that the lock never stands without its owner's name.
  const aside = `${path}.${randomUUID()}`
  await writeFile(aside, mine, { mode: 0o600 })
  try {
    await link(aside, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(aside, { force: true })
  }
  const theirs = await read(path)
  if (theirs !== undefined && !isAlive(theirs)) await removeStale(path, theirs)
  return false
}

/** Moves the stale lock away; should another process have replaced it just then, that one is put back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
    if ((await read(aside)) !== stale) await link(aside, path)
  } catch {
    // Someone else was quicker; the next round sees what stands there.
  } finally {
    await rm(aside, { force: true })
  }
}

const read = (path: string) => readFile(path, 'utf8').catch(() => undefined)

function isAlive(owner: string): boolean {
  const pid = Number(owner.split(' ')[0])
  return owner.startsWith(`${identityOf(pid)} `) && isRunning(pid)
}

/** Number and start of a process: in a container that is started again, the same number is soon another process. */
function identityOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${pid} ${started}`
  } catch {
    return `${pid} -`
  }
}

/** Whether a process of this number exists; one of another user counts. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
