import { type Attempts, noAttempts } from './officers.rules.ts'

const most = 10_000

/**
 * Attempts to sign in under addresses that no officer has, so that they are counted and locked like any other and
 * nobody learns which addresses exist. Kept in the process: nothing is behind them.
 */
export function rememberStrangers() {
  const known = new Map<string, Attempts>()
  return {
    get: (email: string) => known.get(email) ?? noAttempts,
    set(email: string, attempts: Attempts) {
      known.delete(email)
      known.set(email, attempts)
      if (known.size > most) known.delete(known.keys().next().value!)
    },
  }
}
export type Strangers = ReturnType<typeof rememberStrangers>
