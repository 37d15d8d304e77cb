/** Reads a plain text mail: encoded subjects (RFC 2047) and base64 or quoted-printable bodies, all in UTF-8. */
export function readMail(raw: Buffer) {
  const whole = raw.toString('latin1')
  const gap = whole.indexOf('\r\n\r\n')
  const headers = new Map<string, string>()
  const lines = whole
    .slice(0, gap)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers.set(line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim()))
  }
  const body = whole.slice(gap + 4)
  const text = decoded(body, headers.get('content-transfer-encoding') ?? '7bit').toString('utf8')
  return {
    subject: headers.get('subject') ?? '',
    // The end of a mail's last line belongs to the way it travels.
    text: text.replace(/\r\n/g, '\n').replace(/\n$/, ''),
    headers,
    raw: raw.toString('utf8'),
  }
}

/** Neighbouring encoded words may share one character, so their bytes are joined before they are read. */
function words(value: string) {
  const run = /=\?utf-8\?[bq]\?[^?]*\?=(?:\s+=\?utf-8\?[bq]\?[^?]*\?=)*/gi
  return value.replace(run, (found) => {
    const parts = [...found.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)]
    const bytes = parts.map(([, kind, text]) =>
      /b/i.test(kind!) ? Buffer.from(text!, 'base64') : unquoted(text!.replaceAll('_', ' ')),
    )
    return Buffer.concat(bytes).toString('utf8')
  })
}

function decoded(body: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64')
  if (/quoted-printable/i.test(encoding)) return unquoted(body.replace(/=\r\n/g, ''))
  return Buffer.from(body, 'latin1')
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
