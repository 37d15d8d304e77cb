import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type postgres from 'postgres'

/**
 * What postgres.js 3.4.9 does wrong when a line is lost, by file (its issues 1154 and 1208, open). It writes to a line
 * that is gone, which ends the process; it keeps what was not sent yet and garbles the next connection with it; and it
 * runs what is left of a lost transaction on the connection that was opened next, outside of any transaction. The driver
 * is therefore loaded as a copy of its own in which all three are mended. To be taken out when a release has it.
 */
const mends: Record<string, [found: string, instead: string][]> = {
  'connection.js': [
    [
      '    const x = socket.write(chunk, fn)\n',
      `    if (socket === null) {
        clearImmediate(nextWriteTimer)
        chunk = nextWriteTimer = null
        error(Errors.connection('CONNECTION_CLOSED', options, socket))
        return false
      }
      const x = socket.write(chunk, fn)\n`,
    ],
    [
      '    socket = null\n\n    if (initial)\n',
      '    socket = chunk = nextWriteTimer = null\n\n    if (initial)\n',
    ],
  ],
  'index.js': [
    ['      , prepare = null\n', '      , prepare = null\n      , lost = null\n'],
    ['connection.onclose = reject)\n', 'connection.onclose = (e) => (lost = e, reject(e)))\n'],
    [
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost) return q.reject(lost)\n',
    ],
  ],
}

const own = '?mended'

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const ours = context.parentURL?.endsWith(own) && specifier.startsWith('.')
    return ours ? { ...resolved, url: resolved.url + own } : resolved
  },
  load(url, context, next) {
    const loaded = next(url, context)
    const mend = url.endsWith(own) && mends[url.slice(url.lastIndexOf('/') + 1, -own.length)]
    return mend
      ? { ...loaded, source: mended(Buffer.from(loaded.source as Uint8Array).toString(), mend) }
      : loaded
  },
})

/** @throws when the driver is not the one that this was written for */
function mended(source: string, mend: [string, string][]): string {
  return mend.reduce((text, [found, instead]) => {
    if (text.split(found).length !== 2) throw new Error('postgres.js has changed: look at driver.ts again.')
    return text.replace(found, instead)
  }, source)
}

/** The package's entry for `import`: what `require` finds stands beside it. */
const entry = createRequire(import.meta.url)
  .resolve('postgres')
  .replace('cjs/src', 'src')
const driver = (await import(pathToFileURL(entry).href + own)) as { default: typeof postgres }

/** The driver of the database. Types come from `postgres` itself. */
export const openClient = driver.default
