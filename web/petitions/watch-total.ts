import type { PetitionTotal } from '../../shared/petition-pages.ts'

const soonMs = 10_000
const slowestMs = 60_000

/**
 * Asks for the living number while the page is looked at: every ten seconds, more rarely while nothing changes.
 * What fails is asked again later; the page shows the last number it knew.
 * @returns stops it
 */
export function watchTotal(number: string, tell: (total: PetitionTotal) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = soonMs
  let last = ''
  const later = () => {
    clearTimeout(timer)
    // Readers who came together do not ask together.
    timer = setTimeout(ask, wait * (0.9 + Math.random() * 0.2))
  }
  async function ask() {
    if (document.visibilityState !== 'visible') return
    try {
      const response = await fetch(`/api/petitions/${number}/total`, {
        headers: { accept: 'application/json' },
      })
      if (response.status === 404 || response.status === 410) return
      if (response.ok) {
        const text = await response.text()
        wait = text === last ? Math.min(slowestMs, wait * 2) : soonMs
        if (text !== last) tell(JSON.parse(text) as PetitionTotal)
        last = text
      }
    } catch {
      wait = Math.min(slowestMs, wait * 2)
    }
    later()
  }
  const seen = () => {
    if (document.visibilityState === 'visible') void ask()
    else clearTimeout(timer)
  }
  document.addEventListener('visibilitychange', seen)
  later()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
  }
}
