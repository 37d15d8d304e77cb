import { olderPage } from '../../../shared/older.ts'
import type { Lang } from '../../../shared/wire.ts'

/** A page that could not be made anew, with a line above it that says how old it is. */
export const aged = (html: string, lang: Lang, seconds: number) =>
  html.replace(
    '<div id="app">',
    `<p class="older" role="status">${olderPage(lang, seconds)}</p>\n<div id="app">`,
  )
