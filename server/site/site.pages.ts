import type { FastifyInstance } from 'fastify'
import { dayOf, startOfDay } from '../../shared/kst.ts'
import type { HomeProps } from '../../shared/site.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { allCategories, allDongs, termsAt } from '../settings/settings.queries.ts'
import { answeredLines, collectingByDong, collectingLines, publicFigures } from './site.queries.ts'

/** The first page and what the site says about itself. */
export function sitePages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/', undefined, async () => ({ page: 'HomePage', props: await homeProps(deps) }))
}

async function homeProps({ db, now }: Deps): Promise<HomeProps> {
  const at = now()
  const yearStart = startOfDay(`${dayOf(at).slice(0, 4)}-01-01`)
  const [terms, figures, collecting, answered, byDong, dongs, categories] = await Promise.all([
    termsAt(db, at),
    publicFigures(db, at, yearStart),
    collectingLines(db, at, 4),
    answeredLines(db, 4),
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
    byDong,
    dongs: dongs.map(({ position: _position, ...dong }) => dong),
    categories: categories.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })),
  }
}
