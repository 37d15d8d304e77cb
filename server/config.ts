import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** Why the product does not start; the message names the setting and what it should be. */
export class ConfigError extends Error {}

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('영등포구 소통 <sotong@localhost>'),
  SECRET_KEY: z.string().optional(),
  OIDC_PROVIDERS: z.string().optional(),
  VIDEO_HOSTS: z.string().default('www.youtube.com,youtu.be,www.youtube-nocookie.com'),
  VIDEO_MAX_MB: z.coerce.number().int().min(1).max(10_000).default(500),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DEMO_NOW: z.iso.datetime({ offset: true }).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).optional(),
})

/** An OpenID Connect issuer residents can sign in with. `subject` is looked at, nothing else is asked for. */
const OidcProvider = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  name: z.string().min(1),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
})
export type OidcProvider = z.infer<typeof OidcProvider>

export type Config = {
  port: number
  host: string
  /** Origin under which residents reach the site, without a trailing slash. */
  publicUrl: string
  dataDir: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** At least 32 bytes; every key is derived from it. */
  secret: string
  oidcProviders: OidcProvider[]
  videoHosts: string[]
  videoMaxBytes: number
  /** How many proxies of ours stand before it: so many of the last addresses in `X-Forwarded-For` are true. */
  proxies: number
  demo: boolean
  /** Mails are kept for the outbox page instead of being sent. */
  outbox: boolean
  /** Fixed start of the rules' clock in a demonstration; it runs on from there. */
  demoNow: Date | undefined
  /** Who shows it may read `/metrics` from elsewhere. */
  metricsToken: string | undefined
  logLevel: string
}

/**
 * Reads the settings once, at start. The only reader of the environment.
 * @throws ConfigError naming the first setting that is missing, weak or malformed
 */
export function loadConfig(env: NodeJS.ProcessEnv, { demo }: { demo: boolean }): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ConfigError(`${issue.path.join('.')}: ${issue.message}.`)
  }
  const settings = parsed.data
  if (settings.DEMO_NOW && !demo) throw new ConfigError('DEMO_NOW moves the clock of a demonstration only.')
  if (!demo && !settings.PUBLIC_URL) {
    throw new ConfigError(
      'PUBLIC_URL is missing: the address residents use, such as https://sotong.ydp.go.kr.',
    )
  }
  const dataDir = resolve(settings.DATA_DIR)
  return {
    port: settings.PORT,
    host: settings.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: new URL(settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).origin,
    dataDir,
    databaseUrl: settings.DATABASE_URL,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    secret: secretOf(settings.SECRET_KEY, demo, dataDir),
    oidcProviders: providersOf(settings.OIDC_PROVIDERS),
    videoHosts: settings.VIDEO_HOSTS.split(',').map((host) => host.trim()),
    videoMaxBytes: settings.VIDEO_MAX_MB * 1024 * 1024,
    proxies: settings.TRUST_PROXY,
    demo,
    // A demonstration that others can reach must not show them everyone's mail.
    outbox: demo && !settings.HOST && !settings.SMTP_URL,
    demoNow: settings.DEMO_NOW ? new Date(settings.DEMO_NOW) : undefined,
    metricsToken: settings.METRICS_TOKEN,
    // A terminal that shows how to sign in is not to be buried under lines.
    logLevel: settings.LOG_LEVEL ?? (demo ? 'warn' : 'info'),
  }
}

/** Where the data of an installation is, for commands that need no secret of it. @throws ConfigError */
export function loadPlace(env: NodeJS.ProcessEnv): Pick<Config, 'dataDir' | 'databaseUrl'> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Env.pick({ DATA_DIR: true, DATABASE_URL: true }).safeParse(given)
  if (!parsed.success)
    throw new ConfigError(`${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}.`)
  return { dataDir: resolve(parsed.data.DATA_DIR), databaseUrl: parsed.data.DATABASE_URL }
}

function secretOf(given: string | undefined, demo: boolean, dataDir: string): string {
  if (given === undefined && demo) return demoSecret(dataDir)
  const advice = 'Make one with: openssl rand -hex 32'
  if (given === undefined) throw new ConfigError(`SECRET_KEY is missing. ${advice}`)
  if (given.length < 32 || new Set(given).size < 10) {
    throw new ConfigError(`SECRET_KEY is weak: at least 32 letters, of at least 10 kinds. ${advice}`)
  }
  return given
}

/** A demonstration keeps its own secret beside its data, so that a second start can read what the first wrote. */
function demoSecret(dataDir: string): string {
  const path = join(dataDir, 'demo-secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8')
}

function providersOf(json: string | undefined): OidcProvider[] {
  if (!json) return []
  try {
    return z.array(OidcProvider).parse(JSON.parse(json))
  } catch {
    throw new ConfigError('OIDC_PROVIDERS is not a JSON list of {id, name, issuer, clientId, clientSecret}.')
  }
}
