import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { atEndOfFile } from './lifetime.ts'

const root = join(import.meta.dirname, '../..')

export type Product = {
  /** Where it serves, as it said itself. */
  url: string
  /** Everything it printed so far. */
  said(): string
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** Runs a file of the server as anyone would start it, from a folder that is not ours. */
function run(file: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended, out: () => out, err: () => err }
}

/** Runs to its end: what it printed and its exit code. */
export async function runToEnd(file: string, args: string[], env: Record<string, string>) {
  const { ended, out, err } = run(file, args, env)
  return { code: await ended, out: out(), err: err() }
}

/** Starts the product and waits until it says where it serves. @throws with what it printed when it ends instead */
export async function startProduct(args: string[], env: Record<string, string>): Promise<Product> {
  const { child, ended, out, err } = run('server/main.ts', args, env)
  atEndOfFile(() => kill(child, 'SIGKILL', ended))
  const url = await new Promise<string>((started, failed) => {
    child.stdout!.on('data', () => {
      const found = /^소통 {2}(\S+)\n/m.exec(out())
      if (found) started(found[1]!)
    })
    void ended.then((code) => failed(new Error(`It ended with ${code}: ${out()}${err()}`)))
  })
  return { url, said: () => out() + err(), stop: (signal) => kill(child, signal, ended) }
}

/** Starts the product without waiting for it, to be ended before it is ready. */
export function startUnready(args: string[], env: Record<string, string>): Pick<Product, 'stop'> {
  const { child, ended } = run('server/main.ts', args, env)
  atEndOfFile(() => kill(child, 'SIGKILL', ended))
  return { stop: (signal) => kill(child, signal, ended) }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  return ended
}
