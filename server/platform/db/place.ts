import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, copyBinaries, findBinaries, programOf } from './binaries.ts'
import type { Say } from './connect.ts'
import { CannotStart } from './faults.ts'
import { type RunAs, serverEnv, stopPostmaster } from './postmaster.ts'

const run = promisify(execFile)

/** Where the cluster stands, with which program, and as which system user. */
export type Place = { folder: string; binaries: Binaries; runAs: RunAs }

type Options = { dataDir: string; systemDir: string; say: Say; known: string | undefined }

/** Present on every Unix, and owner of nothing. */
const nobody = { uid: 65_534, gid: 65_534 }

/**
 * PostgreSQL refuses to run as root, so a server started by root runs it as `nobody`, who cannot go below a folder
 * such as root's home. Then the server's files are copied to `systemDir`, and a new database is made there.
 * @param known where the database of this DATA_DIR was made
 */
export async function findPlace({ dataDir, systemDir, say, known }: Options): Promise<Place> {
  const binaries = await findBinaries()
  const folder = known ?? join(dataDir, 'postgres')
  const me = process.getuid?.()
  const owner = existsSync(folder) ? await stat(folder) : undefined
  if (me !== 0) {
    if (owner && me !== undefined && owner.uid !== me) throw belongsToAnother(folder)
    return { folder, binaries, runAs: undefined }
  }
  const runAs = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody
  // Copied back by root, from a backup: give it to its user again.
  if (owner?.uid === 0) await run('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder])
  return reachable({ folder, binaries, runAs }, { dataDir, systemDir, say, known })
}

export const belongsToAnother = (path: string) =>
  new CannotStart(`${path} belongs to another user: start as that user, or give another DATA_DIR.`)

async function reachable(place: Place, { dataDir, systemDir, say }: Options): Promise<Place> {
  const { runAs } = place
  let { binaries, folder } = place
  if (!(await canRun(binaries, runAs))) {
    binaries = await copyBinaries(binaries, systemDir)
    if (!(await canRun(binaries, runAs))) {
      throw new CannotStart(
        `User ${runAs!.uid} can run PostgreSQL neither here nor in ${binaries.folder}: start as another user than root, or set DATABASE_URL.`,
      )
    }
    say(`PostgreSQL cannot run from this folder as root's helper; its files are in ${binaries.folder}.`)
  }
  if (!(await canEnter(existsSync(folder) ? folder : dirname(folder), runAs))) {
    if (existsSync(folder)) {
      throw new CannotStart(
        `User ${runAs!.uid}, who runs PostgreSQL, cannot enter ${folder}: open the folders above it.`,
      )
    }
    folder = await newFolderIn(systemDir, dataDir, say)
    say(`The database of ${dataDir} is in ${folder}.`)
  }
  return { folder, binaries, runAs }
}

/** A database left there by a DATA_DIR that was deleted is put aside, neither taken over nor lost. */
async function newFolderIn(systemDir: string, dataDir: string, say: Say): Promise<string> {
  await mkdir(systemDir, { recursive: true })
  await chmod(systemDir, 0o755)
  const folder = join(systemDir, createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  if (existsSync(folder)) {
    await stopPostmaster(folder)
    const aside = `${folder}.left-${new Date().toISOString().replaceAll(/[^0-9]/g, '')}`
    await rename(folder, aside)
    say(`An older database of ${dataDir} was put aside to ${aside}.`)
  }
  return folder
}

const canRun = async (binaries: Binaries, runAs: RunAs) =>
  (await succeeds('"$1" --version', programOf(binaries, 'postgres'), runAs)) &&
  (await succeeds('test -r "$1"', join(binaries.folder, 'share/postgresql/postgres.bki'), runAs))

const canEnter = (folder: string, runAs: RunAs) => succeeds('cd "$1"', folder, runAs)

/** Asks the system itself, as that user: modes and owners alone do not tell (lists of access, mounts). */
const succeeds = (script: string, path: string, runAs: RunAs) =>
  run('/bin/sh', ['-c', script, 'sh', path], { ...runAs, env: serverEnv, cwd: '/' }).then(
    () => true,
    () => false,
  )
