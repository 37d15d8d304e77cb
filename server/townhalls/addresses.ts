import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'

/** A number in an address. @throws Refusal `not-found` for what cannot be one */
export function idOf({ params }: FastifyRequest, name = 'id'): number {
  const text = (params as Record<string, string>)[name] ?? ''
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Refusal('not-found')
  return Number(text)
}
