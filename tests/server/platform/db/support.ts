import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { stopPostmaster } from '../../../../server/platform/db/postmaster.ts'

export const isRoot = process.getuid?.() === 0
export const nobody = { uid: 65_534, gid: 65_534 }
export const secret = 'a secret for tests only, long enough'
export const quiet = () => {}

/** A new folder that other users may pass through; removed after the tests of the file. */
export function temporaryFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'sotong-db-'))
  chmodSync(folder, mode)
  afterAll(async () => {
    await stopPostmaster(join(folder, 'postgres')).catch(quiet)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export type Opener = {
  child: ChildProcess
  /** What the process told last: a line of JSON. */
  said: Promise<{ ownerUrl?: string; started?: boolean; error?: string; lines?: string[] }>
  exited: Promise<unknown>
  /** Asks it to leave as a command does at its end. */
  leave(): Promise<unknown>
}

/** Opens a cluster in a process of its own, which keeps it until told or killed. */
export function openElsewhere(
  dataDir: string,
  { as, lock = false }: { as?: typeof nobody; lock?: boolean } = {},
): Opener {
  const script = join(import.meta.dirname, 'opener.ts')
  const child = spawn(process.execPath, [script, dataDir, ...(lock ? ['--lock'] : [])], {
    ...as,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const said: Opener['said'] = new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => resolve(JSON.parse(line)))
    void exited.then(() => resolve({ error: 'ended without a word' }))
  })
  afterAll(() => void child.kill('SIGKILL'))
  return { child, said, exited, leave: () => (child.stdin!.end(), exited) }
}
