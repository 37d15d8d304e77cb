import { declaration, el, namespaces } from './xml.ts'

/** Letters: ids that paragraphs name. Heights are hundredths of a point. */
export const letters = { body: 0, heading: 1, circle: 2, table: 3, tableHead: 4, title: 5, small: 6 } as const
const shapes: Record<keyof typeof letters, { height: number; bold?: true; gothic?: true }> = {
  body: { height: 1300 },
  heading: { height: 1600, bold: true, gothic: true },
  circle: { height: 1400, bold: true },
  table: { height: 1100 },
  tableHead: { height: 1100, bold: true, gothic: true },
  title: { height: 1700, bold: true, gothic: true },
  small: { height: 1000 },
}

/** Paragraphs: ids that a section names. `indent` hangs the mark before the text. HWPUNIT is 1/7200 inch. */
export const paragraphs = { body: 0, heading: 1, circle: 2, dash: 3, note: 4, centre: 5, right: 6 } as const
type Shape = {
  align?: string
  left?: number
  indent?: number
  before?: number
  spacing?: number
  keep?: true
}
const settings: Record<keyof typeof paragraphs, Shape> = {
  body: {},
  heading: { before: 1200, keep: true },
  circle: { left: 1000, indent: -1900, before: 400, keep: true },
  dash: { left: 2600, indent: -1200 },
  note: { left: 500, indent: -1500, before: 300 },
  centre: { align: 'CENTER', spacing: 130 },
  right: { align: 'RIGHT', spacing: 130 },
}

/** Borders and grounds: ids that cells name. */
export const borders = { none: 1, plain: 2, cell: 3, head: 4, title: 5 } as const
type Line = [type: string, width: string]
const none: Line = ['NONE', '0.1 mm']
const thin: Line = ['SOLID', '0.12 mm']
const fills: Record<keyof typeof borders, { sides: Line; top?: Line; ground?: string }> = {
  none: { sides: none },
  plain: { sides: none },
  cell: { sides: thin, top: thin },
  head: { sides: thin, top: thin, ground: '#F4F5F6' },
  title: { sides: none, top: ['DOUBLE_SLIM', '0.5 mm'] },
}

const langs = ['hangul', 'latin', 'hanja', 'japanese', 'other', 'symbol', 'user'] as const
const forAll = (value: number) => Object.fromEntries(langs.map((lang) => [lang, value]))

/** What the whole document draws on: fonts, borders, letters, paragraphs, styles. Ids count from 0 in order. */
export const headerXml = (): string =>
  declaration +
  el(
    'hh:head',
    { ...namespaces, version: '1.4', secCnt: 1 },
    el('hh:beginNum', { page: 1, footnote: 1, endnote: 1, pic: 1, tbl: 1, equation: 1 }),
    el(
      'hh:refList',
      {},
      fontfaces(),
      borderFills(),
      charProperties(),
      tabProperties(),
      numberings(),
      paraProperties(),
      styles(),
    ),
    el('hh:compatibleDocument', { targetProgram: 'HWP201X' }, el('hh:layoutCompatibility')),
    el('hh:trackchangeConfig', { flags: 56 }),
  )

function fontfaces() {
  const fonts = ['함초롬바탕', '함초롬돋움'].map((face, id) =>
    el(
      'hh:font',
      { id, face, type: 'TTF', isEmbedded: 0 },
      el('hh:typeInfo', {
        familyType: id === 0 ? 'FCAT_MYUNGJO' : 'FCAT_GOTHIC',
        weight: 6,
        proportion: 4,
        contrast: 0,
        strokeVariation: 1,
        armStyle: 1,
        letterform: 1,
        midline: 1,
        xHeight: 1,
      }),
    ),
  )
  return el(
    'hh:fontfaces',
    { itemCnt: langs.length },
    langs.map((lang) => el('hh:fontface', { lang: lang.toUpperCase(), fontCnt: fonts.length }, fonts)),
  )
}

function borderFills() {
  const keys = Object.keys(borders) as (keyof typeof borders)[]
  return el(
    'hh:borderFills',
    { itemCnt: keys.length },
    keys.map((key) => {
      const { sides, top = sides, ground } = fills[key]
      const edge = (name: string, [type, width]: Line) => el(`hh:${name}`, { type, width, color: '#000000' })
      const foot = key === 'title' ? thin : top
      return el(
        'hh:borderFill',
        { id: borders[key], threeD: 0, shadow: 0, centerLine: 'NONE', breakCellSeparateLine: 0 },
        el('hh:slash', { type: 'NONE', Crooked: 0, isCounter: 0 }),
        el('hh:backSlash', { type: 'NONE', Crooked: 0, isCounter: 0 }),
        edge('leftBorder', sides),
        edge('rightBorder', sides),
        edge('topBorder', top),
        edge('bottomBorder', foot),
        edge('diagonal', ['SOLID', '0.1 mm']),
        ground
          ? el('hc:fillBrush', {}, el('hc:winBrush', { faceColor: ground, hatchColor: '#999999', alpha: 0 }))
          : '',
      )
    }),
  )
}

function charProperties() {
  const keys = Object.keys(letters) as (keyof typeof letters)[]
  return el(
    'hh:charProperties',
    { itemCnt: keys.length },
    keys.map((key) => {
      const { height, bold, gothic } = shapes[key]
      return el(
        'hh:charPr',
        {
          id: letters[key],
          height,
          textColor: '#000000',
          shadeColor: 'none',
          useFontSpace: 0,
          useKerning: 0,
          symMark: 'NONE',
          borderFillIDRef: borders.plain,
        },
        el('hh:fontRef', forAll(gothic ? 1 : 0)),
        el('hh:ratio', forAll(100)),
        el('hh:spacing', forAll(0)),
        el('hh:relSz', forAll(100)),
        el('hh:offset', forAll(0)),
        bold ? el('hh:bold') : '',
        el('hh:underline', { type: 'NONE', shape: 'SOLID', color: '#000000' }),
        el('hh:strikeout', { shape: 'NONE', color: '#000000' }),
        el('hh:outline', { type: 'NONE' }),
        el('hh:shadow', { type: 'NONE', color: '#C0C0C0', offsetX: 10, offsetY: 10 }),
      )
    }),
  )
}

const tabProperties = () =>
  el('hh:tabProperties', { itemCnt: 1 }, el('hh:tabPr', { id: 0, autoTabLeft: 0, autoTabRight: 0 }))

const numberings = () =>
  el(
    'hh:numberings',
    { itemCnt: 1 },
    el(
      'hh:numbering',
      { id: 1, start: 0 },
      el(
        'hh:paraHead',
        {
          start: 1,
          level: 1,
          align: 'LEFT',
          useInstWidth: 1,
          autoIndent: 1,
          widthAdjust: 0,
          textOffsetType: 'PERCENT',
          textOffset: 50,
          numFormat: 'DIGIT',
          charPrIDRef: '4294967295',
          checkable: 0,
        },
        '^1.',
      ),
    ),
  )

function paraProperties() {
  const keys = Object.keys(paragraphs) as (keyof typeof paragraphs)[]
  const length = (name: string, value: number) => el(`hc:${name}`, { value, unit: 'HWPUNIT' })
  return el(
    'hh:paraProperties',
    { itemCnt: keys.length },
    keys.map((key) => {
      const { align = 'JUSTIFY', left = 0, indent = 0, before = 0, spacing = 160, keep } = settings[key]
      return el(
        'hh:paraPr',
        {
          id: paragraphs[key],
          tabPrIDRef: 0,
          condense: 0,
          fontLineHeight: 0,
          snapToGrid: 1,
          suppressLineNumbers: 0,
          checked: 0,
        },
        el('hh:align', { horizontal: align, vertical: 'BASELINE' }),
        el('hh:heading', { type: 'NONE', idRef: 0, level: 0 }),
        el('hh:breakSetting', {
          breakLatinWord: 'KEEP_WORD',
          breakNonLatinWord: 'KEEP_WORD',
          widowOrphan: 0,
          keepWithNext: keep ? 1 : 0,
          keepLines: 0,
          pageBreakBefore: 0,
          lineWrap: 'BREAK',
        }),
        el('hh:autoSpacing', { eAsianEng: 0, eAsianNum: 0 }),
        el(
          'hh:margin',
          {},
          length('intent', indent),
          length('left', left - indent),
          length('right', 0),
          length('prev', before),
          length('next', 0),
        ),
        el('hh:lineSpacing', { type: 'PERCENT', value: spacing, unit: 'HWPUNIT' }),
        el('hh:border', {
          borderFillIDRef: borders.plain,
          offsetLeft: 0,
          offsetRight: 0,
          offsetTop: 0,
          offsetBottom: 0,
          connect: 0,
          ignoreMargin: 0,
        }),
      )
    }),
  )
}

function styles() {
  const named: [name: string, engName: string, paragraph: number, letter: number][] = [
    ['바탕글', 'Normal', paragraphs.body, letters.body],
    ['□ 제목', 'Heading', paragraphs.heading, letters.heading],
    ['○ 항목', 'Item', paragraphs.circle, letters.circle],
    ['- 내용', 'Content', paragraphs.dash, letters.body],
    ['※ 참고', 'Note', paragraphs.note, letters.small],
  ]
  return el(
    'hh:styles',
    { itemCnt: named.length },
    named.map(([name, engName, paraPrIDRef, charPrIDRef], id) =>
      el('hh:style', {
        id,
        type: 'PARA',
        name,
        engName,
        paraPrIDRef,
        charPrIDRef,
        nextStyleIDRef: id,
        langID: 1042,
        lockForm: 0,
      }),
    ),
  )
}
