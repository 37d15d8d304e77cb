import type { Deps } from '../../platform/deps.ts'
import { allDongs, holidayDays, liveCategories, termsAt } from '../../settings/settings.queries.ts'
import type { Office } from './filing.rules.ts'

/** What forms of filing choose from. */
export async function choices({ db }: Pick<Deps, 'db'>) {
  const [categories, dongs] = await Promise.all([liveCategories(db), allDongs(db)])
  return { categories: categories.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })), dongs }
}

/** The office as filing needs it at an instant. */
export async function officeAt(deps: Pick<Deps, 'db'>, at: Date): Promise<Office> {
  const [{ categories, dongs }, terms, holidays] = await Promise.all([
    choices(deps),
    termsAt(deps.db, at),
    holidayDays(deps.db),
  ])
  return {
    reviewDays: terms.reviewDays,
    holidays,
    categories: new Set(categories.map(({ code }) => code)),
    dongs: new Set(dongs.map(({ code }) => code)),
  }
}
