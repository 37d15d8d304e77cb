import './styles/index.css'
import { type Component, hydrate } from 'svelte'
import type { Chrome } from '../shared/chrome.ts'
import type { Lang } from '../shared/wire.ts'
import App from './App.svelte'
import type { Messages } from './messages/index.ts'

type Page = { name: string; lang: Lang; props: Record<string, unknown>; chrome: Chrome }

const pages = import.meta.glob<{ default: Component<Record<string, unknown>> }>('./*/*Page.svelte')
const messages: Record<Lang, () => Promise<{ messages: Messages }>> = {
  ko: () => import('./messages/ko/index.ts'),
  en: () => import('./messages/en/index.ts'),
  zh: () => import('./messages/zh/index.ts'),
}

/** Brings the one page of this document to life. */
async function start() {
  const data = document.querySelector('#page')?.textContent
  const target = document.querySelector('#app')
  if (!data || !target) return
  const { name, lang, props, chrome } = JSON.parse(data) as Page
  const path = Object.keys(pages).find((candidate) => candidate.endsWith(`/${name}.svelte`))
  if (!path) return
  const [page, words] = await Promise.all([pages[path]!(), messages[lang]()])
  hydrate(App, { target, props: { page: page.default, props, chrome, t: words.messages } })
}

void start()
