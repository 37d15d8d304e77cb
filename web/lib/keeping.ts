/**
 * What a phone keeps: encrypted under a key that no script can read out, in IndexedDB. Wiping it drops the key too, so
 * that what might remain on the disk cannot be read.
 */
export type Keeping = {
  read<T>(name: string): Promise<T | null>
  write(name: string, value: unknown): Promise<void>
  forget(name: string): Promise<void>
  /** What waits to be sent, in its order. */
  outbox<T>(): Promise<(T & { order: number })[]>
  post(value: object): Promise<void>
  /** Was sent, or taken back. */
  drop(orders: number[]): Promise<void>
  wipe(): Promise<void>
}
type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

const stores = ['keys', 'kept', 'outbox'] as const
type Store = (typeof stores)[number]

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('keys')
    request.result.createObjectStore('kept')
    request.result.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
  })
  return settled(request)
}

/** @param database of one page: what one keeps the other does not see */
export async function openKeeping(database: string): Promise<Keeping> {
  const db = await openDatabase(database)
  const reading = (store: Store) => db.transaction(store, 'readonly').objectStore(store)
  const writing = (store: Store) => db.transaction(store, 'readwrite').objectStore(store)

  async function keyOf(): Promise<CryptoKey> {
    const known = await settled<CryptoKey | undefined>(reading('keys').get('key'))
    if (known) return known
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    // Two pages may begin at once: the first key stays.
    try {
      await settled(writing('keys').add(made, 'key'))
      return made
    } catch {
      return settled<CryptoKey>(reading('keys').get('key'))
    }
  }
  async function seal(value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = new TextEncoder().encode(JSON.stringify(value))
    return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(), text) }
  }
  async function open<T>({ iv, bytes }: Sealed): Promise<T> {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(), bytes)
    return JSON.parse(new TextDecoder().decode(text)) as T
  }

  return {
    async read<T>(name: string) {
      const sealed = await settled<Sealed | undefined>(reading('kept').get(name))
      return sealed ? await open<T>(sealed) : null
    },
    async write(name, value) {
      const sealed = await seal(value)
      await settled(writing('kept').put(sealed, name))
    },
    forget: (name) => settled(writing('kept').delete(name)),
    async outbox<T>() {
      const rows = await settled<(Sealed & { order: number })[]>(reading('outbox').getAll())
      return Promise.all(rows.map(async (row) => ({ ...(await open<T>(row)), order: row.order })))
    },
    async post(value) {
      const sealed = await seal(value)
      await settled(writing('outbox').add(sealed))
    },
    async drop(orders) {
      const store = writing('outbox')
      await Promise.all(orders.map((order) => settled(store.delete(order))))
    },
    async wipe() {
      const all = db.transaction(stores, 'readwrite')
      await Promise.all(stores.map((store) => settled(all.objectStore(store).clear())))
    },
  }
}
