import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { Chrome, Display } from '../../../shared/chrome.ts'
import type { Lang } from '../../../shared/wire.ts'

export type PageInput = {
  name: string
  lang: Lang
  props: Record<string, unknown>
  chrome: Chrome
  /** How this reader asked pages to look; null follows the device. */
  display: Display | null
}

/** Renders a page component to a whole HTML document. */
export type Renderer = {
  render(input: PageInput): Promise<string>
  /** Folder with the hashed client files, served under `/assets/`. */
  assets: string
  /** Where the built file of an entry stands, for what needs an address of its own, such as a worker. */
  fileOf(entry: string): string
}

type Manifest = Record<
  string,
  { file: string; css?: string[]; imports?: string[]; isEntry?: boolean; src?: string }
>
type Ssr = {
  renderPage(
    name: string,
    input: Omit<PageInput, 'name' | 'display'>,
  ): Promise<{ html: string; head: string }>
}

export class NotBuilt extends Error {}

/** @throws NotBuilt when the web was not built yet; the message says the command */
export async function openRenderer(dist: string): Promise<Renderer> {
  const assets = join(dist, 'client')
  let manifest: Manifest
  let words: Record<string, string[]>
  let ssr: Ssr
  try {
    manifest = JSON.parse(readFileSync(join(assets, '.vite/manifest.json'), 'utf8')) as Manifest
    words = JSON.parse(readFileSync(join(assets, '.vite/words.json'), 'utf8')) as typeof words
    ssr = (await import(pathToFileURL(join(dist, 'server/ssr.js')).href)) as Ssr
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== 'ENOENT' &&
      (error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND'
    )
      throw error
    throw new NotBuilt('The web is not built. Run: npm run build')
  }
  return {
    assets,
    fileOf: (entry) => join(assets, manifest[entry]!.file),
    async render(input) {
      const { html, head } = await ssr.renderPage(input.name, input)
      const parts = words[input.name] ?? []
      return document(input, html, head, filesOf(manifest, input, parts), parts)
    },
  }
}

type Files = { css: string[]; fonts: string; client: string; early: string; preload: string[] }
const files = new WeakMap<Manifest, Map<string, Files>>()

/** The scripts and sheets that one page needs: the entry, the page's own chunk, its words and what they import. */
function filesOf(manifest: Manifest, { name, lang }: PageInput, parts: string[]): Files {
  let known = files.get(manifest)
  if (!known) files.set(manifest, (known = new Map()))
  const found = known.get(`${lang} ${name}`)
  if (found) return found
  const keys = Object.keys(manifest)
  const key = (ending: string) => keys.find((candidate) => candidate.endsWith(ending))
  const client = key('client.ts')!
  const told = parts.map((part) => key(`messages/${lang}/${part}.ts`))
  const wanted = [client, key(`/${name}.svelte`), ...told].filter((entry) => entry !== undefined)
  const seen = new Set<string>()
  const walk = (entry: string) => {
    if (seen.has(entry)) return
    seen.add(entry)
    manifest[entry]?.imports?.forEach(walk)
  }
  wanted.forEach(walk)
  const url = (file: string) => `/assets/${file}`
  const result = {
    css: [...new Set([...seen].flatMap((entry) => manifest[entry]?.css ?? []))].map(url),
    fonts: url(manifest[key('pretendard.css')!]!.file),
    client: url(manifest[client]!.file),
    early: url(manifest[key('early.ts')!]!.file),
    preload: [...seen].filter((entry) => entry !== client).map((entry) => url(manifest[entry]!.file)),
  }
  known.set(`${lang} ${name}`, result)
  return result
}

const looks = (display: Display | null) =>
  (display?.theme ? ` data-theme="${display.theme}"` : '') +
  (display?.size ? ` data-size="${display.size}"` : '')

/** Inside a script element only `<` could end it. */
const data = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c')

function document(
  { name, lang, props, chrome, display }: PageInput,
  html: string,
  head: string,
  needs: Files,
  words: string[],
): string {
  const tag = lang === 'zh' ? 'zh-Hans' : lang
  return `<!doctype html>
<html lang="${tag}"${looks(display)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<script src="${needs.early}"></script>
${needs.css.map((href) => `<link rel="stylesheet" href="${href}">`).join('\n')}
<link rel="stylesheet" href="${needs.fonts}" media="print" data-fonts>
<noscript><link rel="stylesheet" href="${needs.fonts}"></noscript>
${needs.preload.map((href) => `<link rel="modulepreload" href="${href}">`).join('\n')}
${head}
</head>
<body>
<div id="app">${html}</div>
<script type="application/json" id="page">${data({ name, lang, props, chrome, words })}</script>
<script type="module" src="${needs.client}"></script>
</body>
</html>
`
}
