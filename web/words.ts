import type { Plugin } from 'vite'

/** Parts of the words: the top keys of the messages. */
const parts = [
  'common',
  'petitions',
  'filing',
  'endorsing',
  'answers',
  'accounts',
  'desk',
  'door',
  'live',
  'liveDesk',
  'listening',
  'listeningDesk',
  'listeningLog',
  'site',
  'ledger',
  'followUpDesk',
  'townHalls',
  'townHallMine',
  'townHallDesk',
  'townHallForm',
]
const mention = new RegExp(String.raw`(?<!\b(?:common|petition)|props)\.(${parts.join('|')})\b`, 'g')

/**
 * Writes down which parts of the words the code of each page mentions, so that a page brings those and no others:
 * all words together weigh more than a page's whole script may.
 */
export const wordsOfPages = (): Plugin => ({
  name: 'words-of-pages',
  applyToEnvironment: (environment) => environment.name === 'client',
  generateBundle() {
    const mentioned = (id: string, seen: Set<string>): string[] => {
      if (seen.has(id)) return []
      seen.add(id)
      const { code, importedIds } = this.getModuleInfo(id)!
      const here = [...(code ?? '').matchAll(mention)].map((match) => match[1]!)
      return [...here, ...importedIds.flatMap((next) => mentioned(next, seen))]
    }
    const found = [...this.getModuleIds()].flatMap((id) => {
      const name = /\/(\w+Page)\.svelte$/.exec(id)?.[1]
      return name ? [[name, [...new Set(['common', ...mentioned(id, new Set())])].toSorted()]] : []
    })
    this.emitFile({
      type: 'asset',
      fileName: '.vite/words.json',
      source: JSON.stringify(Object.fromEntries(found)),
    })
  },
})
