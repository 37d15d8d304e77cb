import type { ListAddress } from '../../shared/petition-pages.ts'
import type { PetitionList } from '../../shared/petitions.ts'
import type { Lang } from '../../shared/wire.ts'

/** How long a hand rests before it is asked: a syllable is struck in about as long. */
const restMs = 250

/** What of a list an address says; without the place in it, because another search begins anew. */
type Wanted = Omit<ListAddress, 'after'>

/**
 * Searches while someone types. What comes late is dropped when more was typed meanwhile; what fails changes nothing,
 * and the button still searches.
 * @param tell is given the list that was found and what was asked for
 */
export function searchAsTyped(lang: Lang, tell: (list: PetitionList, query: Wanted) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  async function ask(query: Wanted) {
    asking = new AbortController()
    const said = new URLSearchParams({ typing: 'yes' })
    for (const [key, value] of Object.entries(query)) if (value) said.append(key, value)
    try {
      const response = await fetch(`/api/petitions?${said.toString()}`, {
        headers: { accept: 'application/json', 'accept-language': lang },
        signal: asking.signal,
      })
      if (response.ok) tell((await response.json()) as PetitionList, query)
    } catch {
      // Another letter came, or the network is away.
    }
  }
  return {
    typed(query: Wanted) {
      clearTimeout(timer)
      asking?.abort()
      timer = setTimeout(() => void ask(query), restMs)
    },
    stop() {
      clearTimeout(timer)
      asking?.abort()
    },
  }
}
