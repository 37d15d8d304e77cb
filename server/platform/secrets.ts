import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keys and ciphers derived from the one secret of the installation, each for one use. */
export type Secrets = {
  /** Keyed hash for looking a personal value up without storing it. `use` keeps hashes of different uses apart. */
  hash(use: string, value: string): Buffer
  /** AES-256-GCM: nonce, tag and ciphertext in one buffer. */
  seal(text: string): Buffer
  /** @throws when the bytes were changed or sealed under another secret */
  unseal(sealed: Buffer): string
  /** A derived password or signing key, hex. */
  derive(use: string): string
}

export function openSecrets(secret: string): Secrets {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'sotong', use, 32))
  const sealingKey = keyFor('seal')
  const hashKeys = new Map<string, Buffer>()
  return {
    hash(use, value) {
      let key = hashKeys.get(use)
      if (!key) hashKeys.set(use, (key = keyFor(`hash ${use}`)))
      return createHmac('sha256', key).update(value).digest()
    },
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    unseal(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return decipher.update(sealed.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    },
    derive: (use) => keyFor(use).toString('hex'),
  }
}

/** Hash of a random token (session id, invitation, code with its salt): what is stored instead of it. */
export const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest()
