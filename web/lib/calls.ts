import type { ProblemReply } from '../../shared/wire.ts'

/** The server refused. `code` is one of the problems; `detail` a sentence for whoever reads the screen. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  /** Of the first field at fault, where the refusal names fields. */
  readonly field: string | null
  constructor({ status, code, detail, fields }: Pick<ProblemReply, 'status' | 'code' | 'detail' | 'fields'>) {
    super(detail)
    this.status = status
    this.code = code
    this.field = fields?.[0]?.message ?? null
  }
}
/** No answer came, or none that the server itself can have given: nobody knows whether it was done. */
export class Away extends Error {}

/** Longer than this nobody waits, standing in a street or at a door; in milliseconds. */
const patienceMs = 5000

export type Call = <T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: T; headers: Headers }>

/** Calls of one device: its token in the header and no cookie; or, without a token, of whoever is signed in. */
export const caller =
  (token: string | null, lang: string): Call =>
  async (method, path, body, headers = {}) => {
    const form = body instanceof FormData
    let response: Response
    let text: string
    try {
      response = await fetch(path, {
        method,
        cache: 'no-store',
        credentials: token === null ? 'same-origin' : 'omit',
        signal: AbortSignal.timeout(patienceMs),
        headers: {
          accept: 'application/json',
          'accept-language': lang,
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && !form && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      })
      text = await response.text()
    } catch (cause) {
      throw new Away('no answer', { cause })
    }
    const json = /json/.test(response.headers.get('content-type') ?? '')
    const answer = (json ? JSON.parse(text) : null) as never
    if (response.ok || response.status === 304)
      return { status: response.status, body: answer, headers: response.headers }
    if (!json || response.status >= 500) throw new Away(`answer ${response.status}`)
    throw new Refused(answer)
  }
