import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default) with 19 MiB and two passes, as OWASP asks: about 70 ms here. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string) => hash(password.normalize('NFC'), cost)

/** Of a password that nobody knows. */
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$hXkj7G+9PAjW81/HoJbiIQ$6n0epxcjple4ehyQgGX66w92xkmKEXtpYQDqfA3TV3E'

/** Whether a password fits a hash. Without a hash (nobody by that address) the same work is done, in vain. */
export const fitsPassword = async (stored: string | null, password: string) =>
  (await verify(stored ?? nobody, password.normalize('NFC'))) && stored !== null
