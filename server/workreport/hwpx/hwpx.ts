import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Paper, textOf } from '../../../shared/work-report-paper.ts'
import { headerXml } from './header.ts'
import { sectionXml } from './section.ts'
import { declaration, el, escaped, namespaces } from './xml.ts'

/** The same report is the same bytes, whenever it is written: files carry no time of their own. */
const mtime = new Date(2000, 0, 1)

/**
 * A report as HWPX (KS X 6101, OWPML): a ZIP whose first part, `mimetype`, lies uncompressed, so that programs know it.
 */
export function hwpxOf(paper: Paper): Buffer {
  const parts: Zippable = {
    mimetype: [strToU8('application/hwp+zip'), { level: 0, mtime }],
    // A reader learns from it whether it can read the rest: the standard wants it as it is, too.
    'version.xml': [strToU8(version()), { level: 0, mtime }],
  }
  const texts: Record<string, string> = {
    'Contents/header.xml': headerXml(),
    'Contents/section0.xml': sectionXml(paper),
    'Preview/PrvText.txt': preview(paper),
    'settings.xml': settings(),
    'META-INF/container.xml': container(),
    'Contents/content.hpf': content(paper),
    'META-INF/manifest.xml':
      declaration + el('odf:manifest', { 'xmlns:odf': 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0' }),
  }
  for (const [name, text] of Object.entries(texts)) parts[name] = [strToU8(text), { level: 9, mtime }]
  return Buffer.from(zipSync(parts))
}

const version = () =>
  declaration +
  el('hv:HCFVersion', {
    'xmlns:hv': 'http://www.hancom.co.kr/hwpml/2011/version',
    // Spelled as the standard spells it.
    tagetApplication: 'WORDPROCESSOR',
    major: 5,
    minor: 1,
    micro: 0,
    buildNumber: 1,
    os: 1,
    xmlVersion: '1.4',
    application: 'Sotong',
    appVersion: '1, 0, 0, 1',
  })

const settings = () =>
  declaration +
  el(
    'ha:HWPApplicationSetting',
    {
      'xmlns:ha': namespaces['xmlns:ha']!,
      'xmlns:config': 'urn:oasis:names:tc:opendocument:xmlns:config:1.0',
    },
    el('ha:CaretPosition', { listIDRef: 0, paraIDRef: 0, pos: 0 }),
  )

const container = () =>
  declaration +
  el(
    'ocf:container',
    {
      'xmlns:ocf': 'urn:oasis:names:tc:opendocument:xmlns:container',
      'xmlns:hpf': namespaces['xmlns:hpf']!,
    },
    el(
      'ocf:rootfiles',
      {},
      el('ocf:rootfile', {
        'full-path': 'Contents/content.hpf',
        'media-type': 'application/hwpml-package+xml',
      }),
      el('ocf:rootfile', { 'full-path': 'Preview/PrvText.txt', 'media-type': 'text/plain' }),
    ),
  )

function content({ documentTitle, organisation }: Paper): string {
  const item = (id: string, href: string) => el('opf:item', { id, href, 'media-type': 'application/xml' })
  const meta = (name: string, text: string) => el('opf:meta', { name, content: 'text' }, escaped(text))
  return (
    declaration +
    el(
      'opf:package',
      { ...namespaces, version: '', 'unique-identifier': '', id: '' },
      el(
        'opf:metadata',
        {},
        el('opf:title', {}, escaped(documentTitle)),
        el('opf:language', {}, 'ko'),
        meta('creator', organisation),
        meta('subject', documentTitle),
      ),
      el(
        'opf:manifest',
        {},
        item('header', 'Contents/header.xml'),
        item('section0', 'Contents/section0.xml'),
        item('settings', 'settings.xml'),
      ),
      el(
        'opf:spine',
        {},
        el('opf:itemref', { idref: 'header', linear: 'yes' }),
        el('opf:itemref', { idref: 'section0', linear: 'yes' }),
      ),
    )
  )
}

/** What a file manager shows of it. */
const preview = ({ documentTitle, box, purpose, blocks }: Paper) =>
  [
    documentTitle,
    `${box.number} ${box.title} ${box.team}`,
    purpose,
    ...blocks.map((block) => (block.kind === 'table' ? block.caption : textOf(block.runs))),
  ].join('\r\n')
