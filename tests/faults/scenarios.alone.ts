import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSingle } from '../../server/platform/db/connect.ts'
import { freePort } from '../../server/platform/http/port.ts'
import { startProduct, startUnready } from '../support/product.ts'
import { type Found, type Scenario, throughStorm } from './scenarios.ts'
import { openWorld, type World } from './world.ts'

const nothing: Found = {
  acknowledged: 0,
  lost: 0,
  doubled: 0,
  unequal: 0,
  mails_twice: 0,
  odd: [],
  refused: 0,
  unreached: 0,
  jobs_left: 0,
  recovered_s: 0,
}

/** Faults with a database of their own: one that is being made, one whose disk is full. */
export const aloneScenarios: Scenario[] = [
  {
    name: 'migration interrupted, again and again',
    short: true,
    run: interruptMigrations,
  },
  {
    name: 'disk full',
    short: false,
    runs: () => process.getuid?.() === 0 || 'a small tmpfs can be mounted by root only',
    run: fillDisk,
  },
]

/** Kills first starts while they migrate and fill the database; the last start must find a way on. */
async function interruptMigrations({ postgres, quick }: World): Promise<Found> {
  const single = openSingle(postgres.ownerUrl, 'sotong faults')
  await single`drop database if exists faults_young with (force)`
  await single`create database faults_young`
  const url = new URL(postgres.ownerUrl)
  url.pathname = '/faults_young'
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'sotong-faults-'))
  const env = {
    DATABASE_URL: url.href,
    SECRET_KEY: 'only-for-faults-0123456789-abcdefghijklmnop',
    DATA_DIR: folder,
    PORT: String(port),
  }
  const busy = async () =>
    (await single`select from pg_stat_activity where datname = 'faults_young' and state <> 'idle'`).length > 0
  for (let round = 0; round < (quick ? 2 : 6); round += 1) {
    const young = startUnready(['--demo'], env)
    while (!(await busy())) await sleep(5)
    await sleep(round * 60)
    await young.stop('SIGKILL')
  }
  const began = Date.now()
  const product = await startProduct(['--demo'], env)
  const page = await fetch(`http://127.0.0.1:${port}/petitions`)
  const odd = page.status === 200 ? [] : [`/petitions answered ${page.status}`]
  const recovered_s = (Date.now() - began) / 1000
  await product.stop('SIGTERM')
  await single`drop database faults_young with (force)`
  await single.end()
  await rm(folder, { recursive: true, force: true })
  return { ...nothing, odd, recovered_s }
}

/** A database on a disk of its own that a ballast fills in the middle of a storm; taking it away must be enough. */
async function fillDisk({ quick, say }: World): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'sotong-full-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0755', 'tmpfs', folder])
  try {
    const world = await openWorld({ folder: join(folder, 'data'), quick, say })
    try {
      return await throughStorm(world, async () => {
        const ballast = join(folder, 'ballast')
        execFileSync('sh', ['-c', `cat /dev/zero > '${ballast}' 2>/dev/null || true`])
        await sleep(quick ? 2000 : 10_000)
        await rm(ballast)
        // An operator makes room, and starts the database again where it gave up.
        await world.postgres.start()
      })
    } finally {
      await world.close()
    }
  } finally {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  }
}
