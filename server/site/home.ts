import { dayOf, startOfDay } from '../../shared/kst.ts'
import type { HomeProps } from '../../shared/site.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { publicOpinion } from '../listening/reading/events.ts'
import { latestHeard } from '../listening/reading/opinions.queries.ts'
import { allCategories, allDongs, termsAt } from '../settings/settings.queries.ts'
import { upcomingOf } from '../townhalls/public.ts'
import { answeredLines, collectingByDong, collectingLines, publicFigures } from './site.queries.ts'

const mostTownHalls = 2
const mostHeard = 3

/** Everything on the first page. */
export async function homeProps(deps: Deps, lang: Lang): Promise<HomeProps> {
  const { db, now } = deps
  const at = now()
  const yearStart = startOfDay(`${dayOf(at).slice(0, 4)}-01-01`)
  const [terms, figures, collecting, answered, townHalls, heard, byDong, dongs, categories] =
    await Promise.all([
      termsAt(db, at),
      publicFigures(db, at, yearStart),
      collectingLines(db, at, 4),
      answeredLines(db, 4),
      upcomingOf(deps, lang),
      latestHeard(db, mostHeard),
      collectingByDong(db, at),
      allDongs(db),
      allCategories(db),
    ])
  return {
    now: at.toISOString(),
    threshold: terms.threshold,
    figures,
    collecting,
    answered,
    townHalls: townHalls.filter(({ stage }) => stage !== 'cancelled').slice(0, mostTownHalls),
    heard: heard.map((row) => {
      const { id, text, handling, becamePolicyAt, followUp, at: heardAt } = publicOpinion(row)
      return { id, text, handling, becamePolicyAt, followUp, at: heardAt, event: row.event! }
    }),
    byDong,
    dongs: dongs.map(({ position: _position, ...dong }) => dong),
    categories: categories.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })),
  }
}
