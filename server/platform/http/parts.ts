import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../../shared/refusal.ts'

type Options = Parameters<FastifyRequest['parts']>[0]

/**
 * The parts of a form with files, in order.
 * @throws Refusal `media-type` for another kind of body; `bad-request` for one that broke off or cannot be taken apart
 */
export async function* partsOf(request: FastifyRequest, options: Options) {
  if (!request.isMultipart()) throw new Refusal('media-type')
  try {
    yield* request.parts(options)
  } catch (error) {
    // What is too much says so by its status; the rest is what a parser says of bytes that are no form.
    if (error instanceof Error && 'statusCode' in error) throw error
    throw new Refusal('bad-request')
  }
}
