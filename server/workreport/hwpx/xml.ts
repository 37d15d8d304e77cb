const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML 1.0 cannot hold, however they are written. */
const impossible = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

export const escaped = (text: string) =>
  text.replace(impossible, '').replace(/[&<>"]/g, (letter) => entities[letter]!)

export type Attributes = Record<string, string | number>

/** One element; its children are XML already. */
export function el(name: string, attributes: Attributes = {}, ...children: (string | string[])[]): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const inside = children.flat().join('')
  return inside === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inside}</${name}>`
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'

/** Names as Hangul itself writes them; every part of a document declares those that it may use. */
export const namespaces: Attributes = {
  'xmlns:ha': 'http://www.hancom.co.kr/hwpml/2011/app',
  'xmlns:hp': 'http://www.hancom.co.kr/hwpml/2011/paragraph',
  'xmlns:hs': 'http://www.hancom.co.kr/hwpml/2011/section',
  'xmlns:hc': 'http://www.hancom.co.kr/hwpml/2011/core',
  'xmlns:hh': 'http://www.hancom.co.kr/hwpml/2011/head',
  'xmlns:hpf': 'http://www.hancom.co.kr/schema/2011/hpf',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:opf': 'http://www.idpf.org/2007/opf/',
}
