import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../server/platform/http/port.ts'

const root = join(import.meta.dirname, '../..')

export type Demonstration = {
  /** Milliseconds from the command to the first page. */
  firstPageMs: number
  url: string
  /** Of the server itself, not of npm. */
  pid: number
  stop(): Promise<void>
}

/**
 * Starts the demonstration as people do, with a PostgreSQL of its own in a folder, and waits for its first page.
 * @param build with `npm run demo`, which builds the web first; without, the server alone
 */
export async function startDemonstration(folder: string, build: boolean): Promise<Demonstration> {
  const port = await freePort()
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, PORT: String(port) }
  const [command, args] = build
    ? ['npm', ['run', '--silent', 'demo']]
    : [process.execPath, ['--max-semi-space-size=8', 'server/main.ts', '--demo']]
  const began = performance.now()
  // A group of its own: npm does not hand signals on.
  const child = spawn(command as string, args as string[], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let said = ''
  child.stdout.on('data', (text: Buffer) => void (said += text.toString()))
  while (!said.includes(`:${port}`)) {
    const over = await Promise.race([closed, once(child.stdout, 'data').then(() => null)])
    if (over) throw new Error(`The demonstration ended: ${said}`)
  }
  const url = `http://127.0.0.1:${port}`
  const page = await fetch(url)
  if (!(await page.text()).includes('</html>')) throw new Error('The first page is no page.')
  return {
    firstPageMs: performance.now() - began,
    url,
    pid: child.pid!,
    async stop() {
      process.kill(-child.pid!, 'SIGTERM')
      await closed
    },
  }
}
