import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EndorseAbout, profileOf } from '../../shared/endorsing.ts'
import { fieldProblems, type FormState } from '../../shared/forms.ts'
import { type AskProps, type MeProps, ProfileExtras, type ProfileProps } from '../../shared/me.ts'
import { Refusal } from '../../shared/refusal.ts'
import { endorsementsOf } from '../petitions/filing/mine.queries.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { allDongs } from '../settings/settings.queries.ts'
import { saveProfile } from './accounts.actions.ts'
import { nextOf } from './accounts.pages.ts'
import { consentsOf, dongCodes, personById } from './accounts.queries.ts'
import { missingIn } from './accounts.rules.ts'
import { residentOf } from './guard.ts'
import { agreeToNotices, closeAccount, takeBackConsent } from './leaving.actions.ts'
import { mePropsOf } from './me.ts'
import type { Sessions } from './sessions.ts'

/** One's own page, what one said of oneself, the consents, and closing the account. */
export function mePages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const config = { may: 'account.own' } as const

  app.get('/me', { config }, async (request, reply) => {
    const { done } = request.query as { done?: unknown }
    return reply.page(
      'MePage',
      (await mePropsOf(deps, residentOf(request), request.lang, done)) satisfies MeProps,
    )
  })

  const showProfile = async (reply: FastifyReply, request: FastifyRequest, form: FormState, status = 200) => {
    const props: ProfileProps = { form, dongs: await allDongs(deps.db), next: nextOf(request) }
    return reply.page('ProfilePage', props, status)
  }
  app.get('/me/profile', { config }, async (request, reply) => {
    const { personId } = residentOf(request)
    return showProfile(reply, request, { typed: await saidBy(deps, personId), problems: [] })
  })
  app.post('/me/profile', { config }, async (request, reply) => {
    const { personId } = residentOf(request)
    const typed = typedIn(request)
    const form = EndorseAbout.extend(ProfileExtras.shape).safeParse(typed, { reportInput: true })
    const again = (problems: FormState['problems']) => showProfile(reply, request, { typed, problems }, 422)
    // All that is missing is told at once, whatever else is wrong.
    const told = EndorseAbout.safeParse({ ...typed, belonging: form.data?.belonging ?? 'lives' })
    const lacking = told.success ? missingIn(profileOf(told.data), await dongCodes(deps.db)) : []
    const problems = [
      ...(form.success ? [] : fieldProblems(form.error, request.lang)),
      ...lacking.flatMap((refusal) => refusedField(refusal, '', request.lang)),
    ]
    if (!form.success || problems.length > 0) return again(problems)
    const { displayName, lang, ...about } = form.data
    const profile = { ...profileOf(about), displayName, lang }
    await deps.db.transaction((tx) => saveProfile(deps, tx, personId, profile))
    return reply.see(nextOf(request) ?? '/me?done=profile')
  })

  const ask = async (reply: FastifyReply, request: FastifyRequest, question: AskProps['question']) => {
    const mine = await endorsementsOf(deps.db, residentOf(request).personKey)
    const collecting = mine.filter(({ state, withdrawnAt }) => state === 'open' && !withdrawnAt).length
    return reply.page('AskPage', { question, collecting } satisfies AskProps)
  }
  for (const kind of ['sensitive', 'notices'] as const) {
    app.get(`/me/consents/${kind}`, { config }, (request, reply) => ask(reply, request, kind))
    app.post(`/me/consents/${kind}/withdrawal`, { config }, async (request, reply) => {
      await takeBackConsent(deps, residentOf(request).personId, kind)
      return reply.see('/me?done=consent')
    })
  }
  app.post('/me/consents/notices', { config }, async (request, reply) => {
    await agreeToNotices(deps, residentOf(request).personId)
    return reply.see('/me?done=consent')
  })

  app.get('/me/closing', { config }, (request, reply) => ask(reply, request, 'closing'))
  app.post('/me/closing', { config }, async (request, reply) => {
    if (typedIn(request).sure !== 'yes') throw new Refusal('bad-request')
    await closeAccount(deps, residentOf(request))
    await sessions.end(reply, request)
    return reply.see('/')
  })
}

/** What someone said before, as the form would send it. */
async function saidBy({ db }: Deps, personId: number): Promise<FormState['typed']> {
  const person = await personById(db, personId)
  const held = (await consentsOf(db, personId)).map(({ kind }) => [kind, 'true'])
  return {
    ...Object.fromEntries(held),
    ...(person?.overFourteenAt && { overFourteen: 'true' }),
    ...(person?.belonging && { belonging: person.belonging }),
    dong: person?.dong ?? '',
    displayName: person?.displayName ?? '',
    lang: person?.lang ?? 'ko',
  }
}
