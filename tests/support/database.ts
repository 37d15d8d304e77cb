import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openSingle } from '../../server/platform/db/connect.ts'
import { atEndOfFile } from './lifetime.ts'

/** The migrated, empty database that every test database is copied from. */
export const template = 'sotong_template'

/** One secret for all: the password of the server's role is derived from it, and the role belongs to the cluster. */
export const testSecret = 'only-for-tests-0123456789-abcdefghijklmnop'

export function databaseUrl(ownerUrl: string, name: string) {
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  return url.href
}

/** A migrated, empty database of one's own; dropped at the end of the file, or earlier by `drop`. */
export async function freshDatabase() {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const run = async (statement: string) => {
    const sql = openSingle(clusterUrl, 'sotong tests')
    try {
      await sql.unsafe(statement)
    } finally {
      await sql.end()
    }
  }
  await run(`create database ${name} template ${template}`)
  const drop = () => run(`drop database if exists ${name} with (force)`)
  atEndOfFile(drop)
  return { ownerUrl: databaseUrl(clusterUrl, name), secret: testSecret, drop }
}
