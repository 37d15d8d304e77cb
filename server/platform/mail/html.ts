export type Picture = {
  name: string
  /** Read aloud, and shown below the picture. */
  alt: string
  /** Base64. */
  png: string
}

/** By which a letter's text names a picture that comes with it. */
export const contentIdOf = ({ name }: Picture, messageId: string) =>
  `${name}.${messageId.replace(/^<|>$/g, '')}`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const linked = (text: string) =>
  text.replace(/https?:\/\/[^\s<>"]+/g, (address) => `<a href="${address}">${address}</a>`)

/** The same letter for programs that show pictures: its paragraphs, then each picture with its caption. */
export function htmlOf(text: string, pictures: readonly Picture[], messageId: string): string {
  const paragraphs = text
    .split('\n\n')
    .map((part) => `<p>${linked(escaped(part)).replaceAll('\n', '<br>')}</p>`)
  const shown = pictures.map(
    (picture) =>
      `<p><img src="cid:${contentIdOf(picture, messageId)}" alt="${escaped(picture.alt)}" width="240"><br>` +
      `<b>${escaped(picture.alt)}</b></p>`,
  )
  return `<!doctype html><html><body>${[...paragraphs, ...shown].join('\n')}</body></html>`
}
