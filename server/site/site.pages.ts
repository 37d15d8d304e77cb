import type { FastifyInstance } from 'fastify'
import { type ProblemCode, problems, sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type DocumentProps, documents } from '../../shared/site.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { allDongs, allGrounds, allTerms } from '../settings/settings.queries.ts'
import { homeProps } from './home.ts'

/** The first page and what the site says about itself. */
export function sitePages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/', undefined, async ({ lang }) => ({
    page: 'HomePage',
    props: await homeProps(deps, lang),
  }))

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
