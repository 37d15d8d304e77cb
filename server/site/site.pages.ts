import type { FastifyInstance } from 'fastify'
import { dayOf, startOfDay } from '../../shared/kst.ts'
import { type ProblemCode, problems, sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type DocumentProps, documents, type HomeProps } from '../../shared/site.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { allCategories, allDongs, allGrounds, allTerms, termsAt } from '../settings/settings.queries.ts'
import { answeredLines, collectingByDong, collectingLines, publicFigures } from './site.queries.ts'

/** The first page and what the site says about itself. */
export function sitePages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/', undefined, async () => ({ page: 'HomePage', props: await homeProps(deps) }))

  for (const which of documents) {
    publicPage(app, deps, `/${which}`, undefined, async () => ({
      page: 'DocumentPage',
      props: await documentProps(deps, which),
    }))
  }

  publicPage(app, deps, '/problems/:code', undefined, async ({ params, lang }) => {
    const { code } = params as { code: string }
    if (!Object.hasOwn(problems, code)) throw new Refusal('not-found')
    const known = code as ProblemCode
    const props = {
      code,
      status: problems[known].status,
      text: sentence(known, lang).replaceAll(/\{\w+\}/g, '…'),
      type: `${deps.config.publicUrl}/problems/${code}`,
    }
    return { page: 'ProblemCodePage', props }
  })

  publicPage(app, deps, '/components', undefined, async () => ({
    page: 'ComponentsPage',
    props: { dongs: await mapDongs(deps) },
  }))
}

const mapDongs = async ({ db }: Deps) => (await allDongs(db)).map(({ position: _position, ...dong }) => dong)

async function documentProps({ db, now }: Deps, which: DocumentProps['which']): Promise<DocumentProps> {
  const at = now()
  const begun = (await allTerms(db)).filter(({ fromAt }) => fromAt <= at)
  const [terms, ...earlier] = begun.map(({ id: _id, setBy: _setBy, fromAt, ...row }) => ({
    ...row,
    fromAt: fromAt.toISOString(),
  }))
  const grounds = (await allGrounds(db)).map(
    ({ position: _position, retiredAt: _retiredAt, ...ground }) => ground,
  )
  return { which, terms: terms!, earlier, grounds }
}

async function homeProps(deps: Deps): Promise<HomeProps> {
  const { db, now } = deps
  const at = now()
  const yearStart = startOfDay(`${dayOf(at).slice(0, 4)}-01-01`)
  const [terms, figures, collecting, answered, byDong, dongs, categories] = await Promise.all([
    termsAt(db, at),
    publicFigures(db, at, yearStart),
    collectingLines(db, at, 4),
    answeredLines(db, 4),
    collectingByDong(db, at),
    mapDongs(deps),
    allCategories(db),
  ])
  return {
    now: at.toISOString(),
    threshold: terms.threshold,
    figures,
    collecting,
    answered,
    byDong,
    dongs,
    categories: categories.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })),
  }
}
