import { isNull } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { categories, departments, dongs } from '../../settings/settings.tables.ts'
import { listeningSeries } from '../listening.tables.ts'

/** Everything that a log may name, by every name it goes by. Series are in their order: the first is meant where none is named. */
export async function namesOf(db: Db) {
  const [series, categoryRows, dongRows, departmentRows] = await Promise.all([
    db.select().from(listeningSeries).orderBy(listeningSeries.position),
    db.select().from(categories),
    db.select().from(dongs),
    db.select().from(departments).where(isNull(departments.untilDay)),
  ])
  const named = ({ code, nameKo, nameEn }: { code: string; nameKo: string; nameEn: string }) => [
    code,
    nameKo,
    nameEn,
  ]
  return {
    series: series.map((row) => ({
      names: [...named(row), row.nameKo.replace(/\s*소통$/, '')],
      value: row.code,
    })),
    categories: categoryRows.map((row) => ({ names: named(row), value: row.code })),
    dongs: dongRows.map((row) => ({ names: [...named(row), row.shortKo], value: row.code })),
    departments: departmentRows.map((row) => ({ names: named(row), value: row.id })),
  }
}
