import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openClient } from '../../server/platform/db/driver.ts'
import { clientOptions, openSingle, type Sql } from '../../server/platform/db/connect.ts'
import { freePort } from '../../server/platform/http/port.ts'
import { openSecrets, type Secrets } from '../../server/platform/secrets.ts'
import { type Product, startProduct } from '../support/product.ts'
import { type SmtpCatcher, startSmtp } from '../support/smtp.ts'
import { openPostgres, type Postgres } from './postgres.ts'
import { openProxy, type Proxy } from './proxy.ts'

/** The real product as processes of its own, with everything it stands on within reach. */
export type World = {
  quick: boolean
  say: (line: string) => void
  postgres: Postgres
  /** Between the product and its database. */
  proxy: Proxy
  smtp: SmtpCatcher
  secrets: Secrets
  /** Straight to the database, past the proxy; connects again by itself. */
  sql: Sql
  url: string
  product: Product
  /** Starts the product anew on the same address. */
  restart(): Promise<void>
  /** Another process of the product on the same database; on a port, when one is named. */
  another(port?: string): Promise<Product>
  close(): Promise<void>
}

const secret = 'only-for-faults-0123456789-abcdefghijklmnop'

type Given = { folder: string; quick: boolean; say: (line: string) => void }

export async function openWorld({ folder, quick, say }: Given): Promise<World> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const database = await openPostgres(folder)
  const single = openSingle(database.ownerUrl, 'sotong faults')
  await single`drop database if exists faults with (force)`
  await single`create database faults`
  await single.end()
  const direct = new URL(database.ownerUrl)
  direct.pathname = '/faults'
  const proxy = await openProxy(Number(direct.port))
  const through = new URL(direct)
  through.port = String(proxy.port)
  const smtp = await startSmtp()
  const settings = {
    DATABASE_URL: through.href,
    SECRET_KEY: secret,
    SMTP_URL: smtp.url,
    DATA_DIR: join(folder, 'files'),
    // Callers of their own each, so that limits of one caller are not what is met.
    TRUST_PROXY: '1',
    LOG_LEVEL: 'error',
  }
  const port = await freePort()
  const start = (at: number) => startProduct(['--demo'], { ...settings, PORT: String(at) })
  const sql = openClient(direct.href, { ...clientOptions, max: 2, connection: { TimeZone: 'UTC' } })
  const world: World = {
    quick,
    say,
    postgres: database,
    proxy,
    smtp,
    secrets: openSecrets(secret),
    sql,
    url: `http://127.0.0.1:${port}`,
    product: await start(port),
    async restart() {
      world.product = await start(port)
    },
    another: async (at) => start(at === undefined ? await freePort() : Number(at)),
    async close() {
      await world.product.stop('SIGKILL')
      await sql.end({ timeout: 1 })
      await smtp.close()
      proxy.close()
      await database.close()
    },
  }
  return world
}
