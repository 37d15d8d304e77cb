import { dirname, join } from 'node:path'
import type { Import } from '../support/sources.ts'

/** Where a path stands: which area, which feature, which role by its suffix (`petitions.queries.ts` → `queries`). */
export function placeOf(path: string) {
  const [area, folder, ...rest] = path.split('/')
  const name = path.split('/').at(-1)!
  const role = /\.(rules|tables|queries|actions|mails|pages|routes|live|jobs)\.ts$/.exec(name)?.[1]
  return { area, folder: rest.length > 0 ? folder : undefined, role, name }
}

/** Why a file may not import this, or null. Paths are relative to the root. */
export function forbidden(path: string, { from, typeOnly }: Import): string | null {
  const own = placeOf(path)
  const inside = from.startsWith('.')
  if (!inside) return forbiddenPackage(own, from)
  const target = join(dirname(path), from)
  const other = placeOf(target)
  if (own.area === 'shared') return other.area === 'shared' ? null : 'shared imports only zod and shared'
  if (own.area === 'web') return forbiddenInWeb(own, other)
  if (own.area !== 'server' || !own.folder) return null
  if (other.area === 'web') return 'the server knows no page component'
  if (other.area === 'shared') return null
  if (own.folder === 'platform') return forbiddenInPlatform(other, typeOnly)
  return forbiddenInFeature(own, other, typeOnly)
}

type Where = ReturnType<typeof placeOf>

function forbiddenPackage(own: Where, from: string): string | null {
  if (own.area === 'shared' && from !== 'zod') return 'shared imports only zod and shared'
  if (own.role === 'rules') return 'rules are pure: everything comes as an argument'
  const allowed = ['tables', 'queries'].includes(own.role ?? '')
  if (allowed && !/^(drizzle-orm|postgres|zod|node:)/.test(from)) return `${own.role} know no framework`
  // At the door a phone reads QR codes and signatures by itself, where its browser cannot; fetched only there.
  if (own.folder === 'door' && ['qr/decode.js', '@noble/ed25519'].includes(from)) return null
  if (own.area === 'web' && own.folder && !/^svelte($|\/)/.test(from))
    return 'web imports no package but svelte'
  return null
}

function forbiddenInWeb(own: Where, other: Where): string | null {
  if (other.area === 'shared') return null
  if (other.area !== 'web') return 'web knows nothing of the server'
  const common = ['ui', 'lib', 'messages']
  if (!own.folder) return null // the entries and the build put everything together
  if (other.folder === own.folder) return null
  if (own.folder === 'ui' && other.folder && !common.includes(other.folder)) return 'ui knows no feature'
  return other.folder && common.includes(other.folder)
    ? null
    : 'web imports shared, its own feature, ui, lib, messages'
}

function forbiddenInPlatform(other: Where, typeOnly: boolean): string | null {
  if (other.folder === 'platform') return null
  if (!other.folder && other.name === 'config.ts') return typeOnly ? null : 'settings come as arguments'
  return 'platform knows no feature'
}

/** The actor, the guard of routes and the pure clock of promises are words that every feature speaks. */
const common = (other: Where) =>
  (other.folder === 'accounts' && ['guard.ts', 'permissions.rules.ts'].includes(other.name)) ||
  (other.folder === 'settings' && other.name === 'clock.rules.ts')

const says = (allowed: boolean, sentence: string) => (allowed ? null : sentence)

function forbiddenInFeature(own: Where, other: Where, typeOnly: boolean): string | null {
  const mine = other.folder === own.folder
  if (!other.folder) return typeOnly ? null : 'features do not know how they are put together'
  switch (own.role) {
    case 'rules':
      return says(other.role === 'rules' || typeOnly, 'rules import only shared and rules')
    case 'tables':
      return says(other.role === 'tables' || other.name === 'columns.ts', 'tables import only tables')
    case 'queries':
      if (other.folder === 'platform')
        return says(typeOnly || other.role === 'tables', 'queries are given their database')
      return says(
        other.role === 'tables' || (other.role === 'queries' && mine) || typeOnly,
        'queries import only tables and shared',
      )
    case 'mails':
      return says(
        mine || other.folder === 'platform' || typeOnly,
        'mails import only their own feature and shared',
      )
    case 'actions':
      if (other.folder === 'platform' || common(other) || mine)
        return says(!speaksHttp(other), 'actions know no page or route')
      return says(other.role === 'actions' || typeOnly, 'of other features, actions import only actions')
    case 'pages':
    case 'routes':
    case 'live':
    case 'jobs':
      if (other.folder === 'platform' || common(other) || mine) return null
      return says(
        ['actions', 'queries'].includes(other.role ?? '') || typeOnly,
        `${own.role} import actions, queries, shared and platform`,
      )
    default:
      return null
  }
}

const speaksHttp = (other: Where) => ['pages', 'routes', 'live', 'jobs'].includes(other.role ?? '')
