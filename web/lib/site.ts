import { getContext, setContext } from 'svelte'
import type { Chrome } from '../../shared/chrome.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Messages } from '../messages/index.ts'

export type Site = {
  t: Messages
  lang: Lang
  chrome: Chrome
  /** The address of a path in the reader's language. */
  href(path: string): string
  /** The name of a row in the reader's language. */
  name(row: { nameKo: string; nameEn: string }): string
}

const key = Symbol('site')

export function provideSite({ chrome, t }: { chrome: Chrome; t: Messages }) {
  const { lang } = chrome
  setContext<Site>(key, {
    t,
    lang,
    chrome,
    href: (path) => (lang === 'ko' ? path : `/${lang}${path === '/' ? '' : path}`),
    name: (row) => (lang === 'ko' ? row.nameKo : row.nameEn),
  })
}

/** The words, language and frame of the page that a component stands in. */
export const useSite = () => getContext<Site>(key)
