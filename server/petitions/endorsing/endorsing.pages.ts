import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SubscriptionForm, type EndorseProps } from '../../../shared/endorsing.ts'
import { emptyForm } from '../../../shared/forms.ts'
import { PetitionNumber } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { endorsedPetition, followProps, receiptOf, urlOf } from './endorsed.ts'
import { endorse, withdrawEndorsement } from './endorsing.actions.ts'
import { receivedAt } from './endorsing.routes.ts'
import type { Endorser } from './endorser.ts'
import { follow } from './subscriptions.actions.ts'
import { subscriptionOf } from './subscriptions.queries.ts'

const Params = z.object({ number: PetitionNumber })

/** @throws Refusal `not-found` for what cannot be a number */
export function numberOf(request: FastifyRequest): string {
  const params = Params.safeParse(request.params)
  if (!params.success) throw new Refusal('not-found')
  return params.data.number
}

/** Endorsing by forms, and the personal pages around it. */
export function endorsingPages(app: FastifyInstance, deps: Deps, endorser: Endorser) {
  // Open to anyone, because a visitor who presses the button is led on instead of refused.
  app.post(
    '/petitions/:number/endorsements',
    { config: { may: 'endorsement.begin', waits: 'queue' } },
    async (request, reply) => {
      const number = numberOf(request)
      const { actor } = request
      if (actor.kind === 'officer') throw new Refusal('not-allowed')
      if (actor.kind !== 'resident' || actor.belonging === null)
        return reply.see(`/petitions/${number}/endorsement`)
      if (actor.belonging === 'elsewhere') return sayElsewhere(deps, reply, number, actor.personId)
      await endorse(endorser, actor, number, receivedAt(deps, reply))
      return reply.see(`/petitions/${number}/endorsed`)
    },
  )

  app.get('/petitions/:number/endorsed', { config: { may: 'petition.endorse' } }, async (request, reply) => {
    const number = numberOf(request)
    const receipt = await receiptOf(deps, residentOf(request), number)
    return receipt ? reply.page('EndorsedPage', receipt) : reply.see(`/petitions/${number}`)
  })

  const withdrawal = '/petitions/:number/endorsements/withdrawal'
  app.get(withdrawal, { config: { may: 'petition.endorse' } }, async (request, reply) => {
    const number = numberOf(request)
    const receipt = await receiptOf(deps, residentOf(request), number)
    if (!receipt) return reply.see(`/petitions/${number}`)
    const { petition, mine } = receipt
    if (mine.withdrawnAt || !petition.collecting) return reply.see(`/petitions/${number}/endorsed`)
    return reply.page('WithdrawalPage', { petition, mine })
  })

  app.post(withdrawal, { config: { may: 'petition.endorse', waits: 'queue' } }, async (request, reply) => {
    const number = numberOf(request)
    await withdrawEndorsement(endorser, residentOf(request), number, receivedAt(deps, reply))
    return reply.see(`/petitions/${number}/endorsed`)
  })

  const subscription = '/petitions/:number/subscription'
  app.get(subscription, { config: { may: 'petition.follow' } }, async (request, reply) =>
    reply.page('FollowPage', await followProps(deps, residentOf(request), numberOf(request))),
  )

  app.post(subscription, { config: { may: 'petition.follow' } }, async (request, reply) => {
    const number = numberOf(request)
    const resident = residentOf(request)
    const form = SubscriptionForm.safeParse(request.body ?? {})
    if (!form.success) throw new Refusal('bad-request')
    await follow(deps, resident, number, form.data)
    if (resident.belonging === 'elsewhere') return reply.see(`/petitions/${number}/endorsement`)
    const endorsed = await receiptOf(deps, resident, number)
    return reply.see(`/petitions/${number}/${endorsed ? 'endorsed' : 'subscription'}`)
  })
}

/** 403 with what can be done instead: following the petition, and telling others. */
export async function sayElsewhere(
  deps: Deps,
  reply: FastifyReply,
  number: string,
  personId: number,
  status = 403,
) {
  const { id, ...petition } = await endorsedPetition(deps, number)
  const props: EndorseProps = {
    petition,
    step: 'elsewhere',
    dongs: [],
    form: emptyForm,
    sent: null,
    subscription: await subscriptionOf(deps.db, id, personId),
    url: urlOf(deps, number),
  }
  return reply.page('EndorsePage', props, status)
}
