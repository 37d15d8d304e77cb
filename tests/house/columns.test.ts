import { beforeAll, describe, expect, test } from 'vitest'
import { openSingle, type Sql } from '../../server/platform/db/connect.ts'
import { freshDatabase } from '../support/database.ts'
import { atEndOfFile } from '../support/lifetime.ts'

describe('every column says who may read it', () => {
  let sql: Sql
  beforeAll(async () => {
    const { ownerUrl } = await freshDatabase()
    sql = openSingle(ownerUrl, 'sotong tests')
    atEndOfFile(() => sql.end())
  })

  test('its comment begins with public, internal, personal or sealed', async () => {
    const columns = await sql`
      select format('%s.%s', c.relname, a.attname) as name, col_description(c.oid, a.attnum) as comment
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'drizzle')
        and n.nspname !~ '^pg_(toast|temp)'
      order by 1`
    expect(columns.length).toBeGreaterThan(50)
    const without = columns.filter(
      (column) => !/^(public|internal|personal|sealed)(?::|$)/.test(column.comment ?? ''),
    )
    expect(without.map((column) => column.name)).toEqual([])
  })

  test('a sealed column holds bytes or a hash, never words', async () => {
    const sealed = await sql`
      select format('%s.%s', c.relname, a.attname) as name, format_type(a.atttypid, a.atttypmod) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind in ('r', 'p') and a.attnum > 0 and col_description(c.oid, a.attnum) ~ '^sealed(:|$)'`
    const readable = sealed.filter(({ name, type }) => type !== 'bytea' && !String(name).endsWith('_hash'))
    expect(sealed.length).toBeGreaterThan(0)
    expect(readable).toEqual([])
  })
})
