import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { residentOf } from '../../server/accounts/guard.ts'
import { endorse } from '../../server/petitions/endorsing/endorsing.actions.ts'
import type { Endorser } from '../../server/petitions/endorsing/endorser.ts'
import { receivedAt } from '../../server/petitions/endorsing/endorsing.routes.ts'
import { petitionIdOf } from '../../server/petitions/petitions.queries.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { EndorsementReply, PetitionNumber } from '../../shared/petitions.ts'
import { endorseInOneTransaction } from './transaction.ts'

const schema = {
  params: z.object({ number: PetitionNumber }),
  response: { 200: EndorsementReply, 201: EndorsementReply },
}
const config = { may: 'petition.endorse' } as const

/** The route of endorsing again, with another writer behind it: none, or one transaction a request. */
export function yardsticks(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const ids = new Map<string, number>()
  const idOf = async (number: string) => {
    const id = ids.get(number) ?? (await petitionIdOf(deps.db, number))
    if (id !== null) ids.set(number, id)
    return id
  }
  const route = (path: string, write: Endorser['endorse']) =>
    app.post(`/api/bench/${path}/:number/endorsements`, { config, schema }, async (request, reply) => {
      const endorser = { endorse: write, idOf } as Endorser
      const at = receivedAt(deps, reply)
      const { fresh, reply: body } = await endorse(endorser, residentOf(request), request.params.number, at)
      return reply.code(fresh ? 201 : 200).send(body)
    })
  route('limit', async () => ({ outcome: 'new', total: 1, established: false, ordinal: 1 }))
  route('transaction', (asked) => endorseInOneTransaction(deps.sql, asked))
}
