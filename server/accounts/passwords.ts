import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default) with 19 MiB and two passes, as OWASP asks: about 70 ms here. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string) => hash(password.normalize('NFC'), cost)

let nobody: Promise<string> | undefined

/** Whether a password fits a hash. Without a hash (nobody by that address) the same work is done, in vain. */
export async function fitsPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await (nobody ??= hashPassword('nobody by that address')))
  return (await verify(against, password.normalize('NFC'))) && stored !== null
}
