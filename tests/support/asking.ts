type Extra = { cookie?: string; headers?: Record<string, string> }

export type ApiAnswer<T> = { status: number; body: T; headers: Headers }
export type PageAnswer = { status: number; html: string; headers: Headers; location: string | null }

/** A program that asks a server, without cookies but those it is given; redirects are shown, not followed. */
export function asker(origin: string) {
  const ask = (method: string, path: string, { cookie, headers }: Extra, body?: BodyInit, type?: string) =>
    fetch(new URL(path, origin), {
      method,
      body,
      redirect: 'manual',
      headers: { ...(type && { 'content-type': type }), ...(cookie && { cookie }), ...headers },
    })

  return {
    /** JSON both ways. `body` is sent as it is when it is a string, so that broken JSON can be sent too. */
    // oxlint-disable-next-line typescript/no-explicit-any -- tests say by what they expect which shape it has
    async api<T = any>(
      method: string,
      path: string,
      body?: unknown,
      extra: Extra = {},
    ): Promise<ApiAnswer<T>> {
      const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const type = sent === undefined ? undefined : 'application/json'
      const response = await ask(
        method,
        path,
        { ...extra, headers: { accept: 'application/json', ...extra.headers } },
        sent,
        type,
      )
      const text = await response.text()
      const json = /json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        body: (json ? JSON.parse(text) : text) as T,
        headers: response.headers,
      }
    },

    /** A page, or what a browser without scripts does with a form: posts it from our own page. */
    async page(
      path: string,
      extra: Extra & { form?: Record<string, string | string[]> } = {},
    ): Promise<PageAnswer> {
      const { form, ...rest } = extra
      const fields = Object.entries(form ?? {}).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, one]),
      )
      const headers = {
        accept: 'text/html',
        ...(form && { origin, 'sec-fetch-site': 'same-origin' }),
        ...rest.headers,
      }
      const body = form && new URLSearchParams(fields)
      const response = await ask(form ? 'POST' : 'GET', path, { ...rest, headers }, body)
      const html = await response.text()
      return {
        status: response.status,
        html,
        headers: response.headers,
        location: response.headers.get('location'),
      }
    },
  }
}
