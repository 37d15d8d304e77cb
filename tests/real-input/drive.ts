import { inParallel } from '../support/parallel.ts'
import { type Archived, asKept, categoryOf } from './petitions.ts'

type Options = {
  url: string
  petitions: Archived[]
  /** `Cookie` header values of verified residents; at least as many as `crowd`. */
  residents: string[]
  /** Of two communication officers: one drafts, the other approves. */
  officers: { first: string; second: string }
  /** How many endorse the first petition; the others get a few each. */
  crowd: number
  say: (line: string) => void
}

export type Driven = { number: string; title: string; problem: string; endorsed: number; answered: boolean }

/**
 * A petition's way on real texts, through the public API alone: each is filed by a resident and published at the desk,
 * the first is endorsed by a crowd, the others by a few, two are answered.
 * @throws when any answer is not the expected one, with what the server said
 */
export async function driveRealPetitions({ url, petitions, residents, officers, crowd, say }: Options) {
  const call = caller(url)
  const { departments } = await call<{ departments: { id: number }[] }>('GET', '/api/settings', 200)
  const department = departments[0]!.id
  const driven: Driven[] = []
  for (const [index, petition] of petitions.entries()) {
    const filing = {
      title: petition.title,
      category: categoryOf(petition.category),
      problem: petition.content,
      proposal: '구청이 할 수 있는 일을 알려 주세요.',
      effect: '',
      dongs: [],
      displayName: '홍길동',
    }
    const receipt = await call<{ number: string }>(
      'POST',
      '/api/petitions',
      201,
      filing,
      residents[index % residents.length],
    )
    const { number } = receipt
    await call('POST', `/api/desk/petitions/${number}/publication`, 200, { department }, officers.first)
    const [title, problem] = [asKept(petition.title), asKept(petition.content)]
    driven.push({ number, title, problem, endorsed: 0, answered: false })
  }
  say(`${driven.length} filed and published, ${driven[0]!.number} to ${driven.at(-1)!.number}`)

  for (const [index, petition] of driven.entries()) {
    const wanted = index === 0 ? crowd : 1 + (index % 5)
    await inParallel(residents.slice(0, wanted), 50, async (resident) => {
      const reply = await call<{ endorsed: boolean }>(
        'POST',
        endorsements(petition.number),
        201,
        {},
        resident,
      )
      if (reply.endorsed) petition.endorsed += 1
    })
  }
  say(`${driven[0]!.number} endorsed by ${driven[0]!.endorsed}, the others by a few`)

  for (const petition of driven.slice(1, 3)) {
    const answers = `/api/desk/petitions/${petition.number}/answers`
    const draft = {
      interim: false,
      title: '말씀을 듣고 이렇게 하겠습니다',
      body: '현장을 살폈습니다. 담당 부서와 함께 방법을 찾아 12월까지 결과를 알려 드리겠습니다.',
      commitments: [],
    }
    const { id, version } = await call<{ id: number; version: number }>(
      'POST',
      answers,
      201,
      draft,
      officers.first,
    )
    await call('POST', `${answers}/${id}/submission`, 200, { version }, officers.first)
    await call('POST', `${answers}/${id}/approval`, 200, { version }, officers.second)
    await call('POST', `${answers}/${id}/publication`, 200, { version }, officers.first)
    petition.answered = true
  }
  say('two answered')
  return driven
}

const endorsements = (number: string) => `/api/petitions/${number}/endorsements`

export const caller =
  (url: string) =>
  async <T>(method: string, path: string, expected: number, body?: unknown, cookie?: string): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie && { cookie }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== expected)
      throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text) as T
  }
