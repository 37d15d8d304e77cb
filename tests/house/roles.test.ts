import { beforeAll, describe, expect, test } from 'vitest'
import { openSingle, type Sql } from '../../server/platform/db/connect.ts'
import { type Database, openDatabase } from '../../server/platform/db/database.ts'
import { freshDatabase } from '../support/database.ts'
import { atEndOfFile } from '../support/lifetime.ts'

const denied = { code: '42501' }

describe("the server's role", () => {
  let owner: Sql
  let server: Database
  beforeAll(async () => {
    const { ownerUrl, secret } = await freshDatabase()
    server = await openDatabase({ ownerUrl, secret, log: () => {}, max: 2 })
    owner = openSingle(ownerUrl, 'sotong tests')
    atEndOfFile(() => Promise.all([owner.end(), server.close()]))
  })

  test('is what the server connects as, and has no power over the cluster', async () => {
    const [role] = await server.sql`
      select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
      from pg_roles where rolname = current_user`
    expect(role).toEqual({
      rolname: 'sotong_app',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
    })
  })

  test('is a member of no other role', async () => {
    const of = await server.sql`
      select r.rolname from pg_roles r where pg_has_role(current_user, r.oid, 'member') and r.rolname <> current_user`
    expect(of.map((row) => row.rolname)).toEqual([])
  })

  test('owns nothing but the job queue', async () => {
    const owned = await owner`
      select format('%s.%s', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relowner = 'sotong_app'::regrole and n.nspname not in ('graphile_worker', 'pg_toast')`
    expect(owned.map((row) => row.name)).toEqual([])
  })

  test('adds and reads audit tables and can do nothing else with them', async () => {
    const rights = await owner`
      select format('%s on %s', p.verb, c.relname) as name, has_table_privilege('sotong_app', c.oid, p.verb) as granted
      from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'trigger']) as p(verb)
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname like 'audit%'`
    const granted = rights.filter((row) => row.granted).map((row) => row.name)
    expect(granted.toSorted()).toEqual([
      'insert on audit_entries',
      'insert on audit_seals',
      'select on audit_entries',
      'select on audit_seals',
    ])
  })

  test('may update no single column of an audit table either', async () => {
    const columns = await owner`
      select format('%s.%s', c.relname, a.attname) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname like 'audit%' and a.attnum > 0
        and has_column_privilege('sotong_app', c.oid, a.attnum, 'update')`
    expect(columns.map((row) => row.name)).toEqual([])
  })

  test.each([
    'update audit_entries set act = act',
    'delete from audit_entries',
    'truncate audit_entries',
    'update audit_seals set position = position',
    'delete from audit_seals',
    'delete from endorsements',
    'create table mine (id int)',
    'create schema mine',
    'alter table petitions add column mine int',
    'drop table petitions',
    'create role mine',
  ])('is refused: %s', async (statement) => {
    await expect(server.sql.unsafe(statement)).rejects.toMatchObject(denied)
  })

  test('reaches no table of the public that it may truncate', async () => {
    const tables = await owner`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and has_table_privilege('sotong_app', c.oid, 'truncate')`
    expect(tables.map((row) => row.relname)).toEqual([])
  })
})
