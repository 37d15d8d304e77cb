import type { FastifyRequest } from 'fastify'

/** An IPv6 network gives one household billions of addresses: its first half is one caller. */
export function callerOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [head = '', tail = ''] = ip.split('::')
  const parts = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = ip.includes('::') ? Array(Math.max(0, 8 - parts.length - rest.length)).fill('0') : []
  return [...parts, ...zeros, ...rest].slice(0, 4).join(':')
}

/** A hall full of people shares one address; a guesser gets no further than each code's own five attempts. */
export const perCaller = { max: 300, timeWindow: '10 minutes', keyGenerator: callerOf }
