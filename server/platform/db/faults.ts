/** Why the database cannot be used, in one sentence for the person who starts the product. */
export class CannotStart extends Error {}

/** The connection was lost while a statement or a commit was on its way: it may or may not have happened. */
export class InDoubt extends Error {
  constructor(cause: unknown) {
    super('The connection was lost before the outcome was known.', { cause })
  }
}

/** Lost on the way. 57P01 and 57P02 belong here: a server that stops may say so after it has committed. */
const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '08006',
  '08007',
  '57P01',
  '57P02',
])

/** Nothing has happened, and the same again may succeed in a moment. */
const notNow = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_ENDED',
  '08001',
  '08004',
  '57P03', // starting up, shutting down or recovering
  '53300', // too many connections
  '53200', // out of memory
  '53100', // the database's disk is full
  'ENOSPC', // ours is
  '57014', // statement took longer than allowed
  '55P03', // a lock was not free in time
  '40001',
  '40P01', // deadlock
  '25P03', // a transaction stood idle too long
])

/** The first SQLSTATE or system code of an error, looking through the causes that libraries wrap around it. */
export function postgresCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}

/** Whether what was asked may or may not have been written. Only a request that is harmless twice may be repeated. */
export function isInDoubt(error: unknown): boolean {
  return error instanceof InDoubt || lost.has(postgresCode(error) ?? '')
}

/** Whether the database was away or too busy, which is nobody's mistake and passes. */
export function isUnavailable(error: unknown): boolean {
  return isInDoubt(error) || notNow.has(postgresCode(error) ?? '')
}

/** Whether the values sent were the fault: SQLSTATE class 22 (data) or 23 (constraint). */
export function isDataFault(error: unknown): boolean {
  return /^2[23]...$/.test(postgresCode(error) ?? '')
}
