import './styles/index.css'
import { type Component, hydrate } from 'svelte'
import type { Chrome } from '../shared/chrome.ts'
import type { Lang } from '../shared/wire.ts'
import App from './App.svelte'
import type { Messages } from './messages/index.ts'

type Page = {
  name: string
  lang: Lang
  props: Record<string, unknown>
  chrome: Chrome
  /** The parts of the words that this page needs. */
  words: (keyof Messages)[]
}
type Part = Record<string, Record<string, unknown>>

const pages = import.meta.glob<{ default: Component<Record<string, unknown>> }>('./*/*Page.svelte')
const parts = import.meta.glob<Part>(['./messages/*/*.ts', '!./messages/*/{index,components,documents}.ts'])

/** One part in the reader's language. Chinese is whole where residents read; at the desk English fills in. */
async function wordsOf(part: string, lang: Lang, desk: boolean): Promise<[string, unknown]> {
  const load = (of: Lang) => parts[`./messages/${of}/${part}.ts`]?.()
  const [own, english] = await Promise.all([load(lang), lang === 'zh' && desk ? load('en') : undefined])
  return [part, { ...english?.[part], ...own?.[part] }]
}

/** Brings the one page of this document to life. */
async function start() {
  const data = document.querySelector('#page')?.textContent
  const target = document.querySelector('#app')
  if (!data || !target) return
  const { name, lang, props, chrome, words } = JSON.parse(data) as Page
  const path = Object.keys(pages).find((candidate) => candidate.endsWith(`/${name}.svelte`))
  if (!path) return
  const desk = chrome.path.startsWith('/desk')
  const [page, ...told] = await Promise.all([
    pages[path]!(),
    ...words.map((part) => wordsOf(part, lang, desk)),
  ])
  const t = Object.fromEntries(told) as Messages
  hydrate(App, { target, props: { page: page.default, props, chrome, t } })
}

void start()
