import type { TownHallNumbers } from '../../shared/town-halls.desk.ts'

const everyMs = 5_000
const slowestMs = 60_000

/**
 * Asks for the numbers of a town hall every few seconds while someone looks; slower while the server does not answer.
 * @returns stops it
 */
export function watchNumbers(id: number, tell: (numbers: TownHallNumbers) => void): () => void {
  let wait = everyMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const later = () => {
    clearTimeout(timer)
    if (!stopped && document.visibilityState === 'visible') timer = setTimeout(() => void ask(), wait)
  }
  async function ask() {
    try {
      const reply = await fetch(`/api/desk/town-halls/${id}/numbers`, {
        headers: { accept: 'application/json' },
      })
      // Signed out meanwhile: the page keeps what it shows.
      if (reply.status === 401 || reply.status === 403) stopped = true
      if (reply.ok) {
        wait = everyMs
        tell((await reply.json()) as TownHallNumbers)
      } else wait = Math.min(slowestMs, wait * 2)
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
    stopped = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
  }
}
