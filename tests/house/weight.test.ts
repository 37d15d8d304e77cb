import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { root } from '../support/sources.ts'

type Chunk = { file: string; imports?: string[]; isEntry?: boolean }
const client = join(root, 'web/dist/client')
const manifest = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>
const contents = (key: string) => readFileSync(join(client, manifest[key]!.file))

/** Everything a page's script brings along, once each. */
function withImports(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    withImports(manifest[key]!.imports ?? [], seen)
  }
  return seen
}
const words = JSON.parse(readFileSync(join(client, '.vite/words.json'), 'utf8')) as Record<string, string[]>

/** The words of a page in a language; at the desk Chinese brings English along. */
function wordsOf(page: string, lang: string) {
  const parts = words[page.split('/').at(-1)!.replace('.svelte', '')]!
  const langs =
    lang === 'zh' && /^(desk|answers|audit|officers|settings)\//.test(page) ? ['zh', 'en'] : [lang]
  return langs
    .flatMap((of) => parts.map((part) => `messages/${of}/${part}.ts`))
    .filter((key) => key in manifest)
}

/** The page of all components in every state is for who builds. */
const pages = Object.keys(manifest).filter(
  (key) => key.endsWith('Page.svelte') && !key.endsWith('/ComponentsPage.svelte'),
)

describe('what a page brings to a phone', () => {
  test.each(pages)('%s is at most 60 KB of script, compressed, with its words in any language', (page) => {
    for (const lang of ['ko', 'en', 'zh']) {
      const keys = [...withImports(['client.ts', 'early.ts', page, ...wordsOf(page, lang)])].filter((key) =>
        manifest[key]!.file.endsWith('.js'),
      )
      const bytes = keys.reduce((sum, key) => sum + gzipSync(contents(key)).length, 0)
      expect(bytes).toBeLessThanOrEqual(60 * 1024)
    }
  })

  test('no script holds the schema library, which only the server needs', () => {
    const scripts = Object.keys(manifest).filter((key) => manifest[key]!.file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    expect(scripts.filter((key) => /ZodError|\$ZodType|safeParse/.test(contents(key).toString()))).toEqual([])
  })

  test('nor does what renders pages on the server: its schemas would be second ones, and bear the same names', () => {
    const renderer = readFileSync(join(root, 'web/dist/server/ssr.js'), 'utf8')
    expect(renderer).not.toMatch(/ZodError|\$ZodType|safeParse|from ['"]zod/)
  })
})
