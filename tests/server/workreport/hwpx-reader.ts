import { HwpxReader } from '@ssabrojs/hwpxjs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import JSZip from 'jszip'

export type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string }
type Raw = Record<string, unknown>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
})

/** A part of the package as a tree; refuses what is not well formed. */
export function treeOf(xml: string): Node {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`${valid.err.msg} in line ${valid.err.line}`)
  const nodes = (parser.parse(xml) as Raw[]).map(nodeOf).filter(({ name }) => !name.startsWith('?'))
  return nodes[0]!
}

function nodeOf(raw: Raw): Node {
  const name = Object.keys(raw).find((key) => key !== ':@')!
  if (name === '#text') return { name, attributes: {}, children: [], text: String(raw[name]) }
  const children = (raw[name] as Raw[]).map(nodeOf)
  const text = children.map((child) => child.text).join('')
  return { name, attributes: (raw[':@'] ?? {}) as Record<string, string>, children, text }
}

/** Every element of a name below a node. */
export const all = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])

/** Opens a document with programs that are not ours: another ZIP reader, another XML parser, a reader of HWPX. */
export async function openHwpx(bytes: Buffer) {
  const zip = await JSZip.loadAsync(bytes)
  const parts = new Map<string, string>()
  for (const [name, part] of Object.entries(zip.files)) parts.set(name, await part.async('string'))
  const reader = new HwpxReader()
  await reader.loadFromArrayBuffer(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  )
  // It finds no tables within a line; their cells are read from the tree.
  const section = treeOf(parts.get('Contents/section0.xml')!)
  const cells = all(section, 'hp:tc').map((cell) => cell.text)
  return {
    parts,
    tree: (name: string) => treeOf(parts.get(name)!),
    text: [await reader.extractText(), ...cells].join('\n'),
  }
}
