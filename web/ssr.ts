import type { Component } from 'svelte'
import { render } from 'svelte/server'
import type { Chrome } from '../shared/chrome.ts'
import type { Lang } from '../shared/wire.ts'
import App from './App.svelte'
import { messages as en } from './messages/en/index.ts'
import { messages as ko } from './messages/ko/index.ts'
import { messages as zh } from './messages/zh/index.ts'

const pages = import.meta.glob<{ default: Component<Record<string, unknown>> }>('./*/*Page.svelte', {
  eager: true,
})
const byName = new Map(
  Object.entries(pages).map(([path, module]) => [
    path.split('/').at(-1)!.replace('.svelte', ''),
    module.default,
  ]),
)
const messages = { ko, en, zh }

type Input = { lang: Lang; props: Record<string, unknown>; chrome: Chrome }

/** Renders a page component to HTML. @throws when there is no page of that name */
export async function renderPage(name: string, { lang, props, chrome }: Input) {
  const page = byName.get(name)
  if (!page) throw new Error(`There is no page ${name}.`)
  const { body, head } = await render(App, { props: { page, props, chrome, t: messages[lang] } })
  return { html: body, head }
}
