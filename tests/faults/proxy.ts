import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `through`: bytes go both ways. `cut`: now and then, what the client sends still reaches the database, but the line
 * is cut before any answer comes back, so that nobody knows whether it was committed.
 */
export type ProxyMode = 'through' | 'cut'

export type Proxy = { port: number; mode: ProxyMode; cuts: number; close(): void }

/** How many of the statements that write lose their line, while it cuts. */
const share = 0.05
const writing = /insert into|update |commit/

/** A line to the database that can be cut at the worst instant. */
export async function openProxy(target: number): Promise<Proxy> {
  const lines = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1')
    let deaf = false
    const end = () => {
      client.destroy()
      database.destroy()
      lines.delete(client)
    }
    lines.add(client)
    for (const side of [client, database]) side.on('error', end).on('close', end).setNoDelay(true)
    client.on('data', (bytes) => {
      database.write(bytes)
      if (deaf || proxy.mode !== 'cut' || !writing.test(bytes.toString('latin1')) || Math.random() > share)
        return
      deaf = true
      proxy.cuts += 1
      // Long enough for the database to commit what it was sent.
      setTimeout(end, 30)
    })
    database.on('data', (bytes) => void (deaf || client.write(bytes)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    mode: 'through',
    cuts: 0,
    close() {
      server.close()
      for (const line of lines) line.destroy()
    },
  }
  return proxy
}
