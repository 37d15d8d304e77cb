import { caller, type Driven } from './drive.ts'

type Shown = {
  title: string
  total: number
  established: boolean
  response: string
  text: { problem: string } | null
}

/** What the site shows of the driven petitions against what was sent; each difference in words. */
export async function differences(url: string, driven: Driven[]): Promise<string[]> {
  const call = caller(url)
  const found: string[] = []
  for (const [index, petition] of driven.entries()) {
    const shown = await call<Shown>('GET', `/api/petitions/${petition.number}`, 200)
    const differs = (what: string, is: unknown, should: unknown) => {
      if (is !== should)
        found.push(`${petition.number}: ${what} is ${String(is)}, should be ${String(should)}`)
    }
    differs('title', shown.title, petition.title)
    differs('text', shown.text?.problem, petition.problem)
    differs('total', shown.total, petition.endorsed)
    differs('established', shown.established, index === 0 && petition.endorsed >= 1000)
    differs('answered', shown.response === 'answered', petition.answered)
    const page = await fetch(`${url}/petitions/${petition.number}`, { headers: { accept: 'text/html' } })
    const html = await page.text()
    differs('status of its page', page.status, 200)
    differs('title on its page', html.includes(escaped(petition.title)), true)
  }
  return found
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
