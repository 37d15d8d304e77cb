import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { sendCached } from './sending.ts'

/**
 * Answers public JSON as public pages are answered: the same for everyone of a language, kept about a second in the
 * process under its address, with an ETag and 304.
 * @param query what the schema made of the query: two spellings of one question share an answer
 */
export async function sendPublicData(
  request: FastifyRequest,
  reply: FastifyReply,
  { pages }: Pick<Deps, 'pages'>,
  query: Record<string, unknown>,
  make: () => Promise<unknown>,
) {
  const key = `${request.path}?${JSON.stringify(query)} ${request.lang}`
  const kept = await pages.get(key, async () => ({ text: JSON.stringify(await make()), status: 200 }))
  return sendCached(request, reply, kept, {
    type: 'application/json; charset=utf-8',
    vary: 'accept-encoding, accept-language',
  })
}
