import type { Node } from './hwpx-reader.ts'

/**
 * What KS X 6101:2024 allows in the elements that a report uses: their attributes, and the order of their children.
 * The section is after the published schemas of paragraphs, sections and core types; the header after the standard's
 * tables and examples, because its schema was not to be had. Where Hangul itself writes otherwise than the text says
 * (`hc:intent`, `typeInfo`, `shadeColor="none"`), Hangul is followed, and so are its names of 2011 for the namespaces.
 *
 * An attribute is `name:kind`, `!` where it must be there; the children are a pattern over their names.
 */
const margins = 'left:count! right:count! top:count! bottom:count!'
const perLanguage = (kind: string) =>
  ['hangul', 'latin', 'hanja', 'japanese', 'other', 'symbol', 'user']
    .map((lang) => `${lang}:${kind}!`)
    .join(' ')
const border = 'type:line2! width:width! color:color!'
const length = 'value:integer! unit:CHAR|HWPUNIT'
const noteParts = 'hp:autoNumFormat hp:noteLine hp:noteSpacing hp:numbering hp:placement '
const table =
  'pageBreak:TABLE|CELL|NONE repeatHeader:bool noAdjust:bool rowCnt:positive colCnt:positive cellSpacing:count borderFillIDRef:count'
const object =
  'id:count zOrder:integer numberingType:NONE|PICTURE|TABLE|EQUATION textWrap:SQUARE|TIGHT|THROUGH|TOP_AND_BOTTOM|BEHIND_TEXT|IN_FRONT_OF_TEXT textFlow:BOTH_SIDES|LEFT_ONLY|RIGHT_ONLY|LARGEST_ONLY lock:bool dropcapstyle:None|DoubleLine|TripleLine|Margin'
const list = (name: string, children: string): [string, [string, string]] => [
  name,
  ['itemCnt:positive!', children],
]

const elements = new Map<string, [attributes: string, children: string]>([
  ['hs:sec', ['', '(hp:p )+']],
  ['hp:p', ['id:count! paraPrIDRef:count styleIDRef:count pageBreak:bool columnBreak:bool merged:bool paraTcId:count', '(hp:run )+']],
  ['hp:run', ['charPrIDRef:count charTcId:count', '(hp:secPr |hp:ctrl |hp:t |hp:tbl )*']],
  ['hp:t', ['charStyleIDRef:count', '(#text )*']],
  ['hp:ctrl', ['', '(hp:colPr )+']],
  ['hp:colPr', ['id:text! type:NEWSPAPER|BALANCED_NEWSPAPER|PARALLEL layout:LEFT|RIGHT|MIRROR colCount:positive sameSz:bool sameGap:count', '']],
  ['hp:secPr', ['id:text! textDirection:HORIZONTAL|VERTICAL|VERTICALALL spaceColumns:integer tabStopVal:integer tabStopUnit:CHAR|HWPUNIT outlineShapeIDRef:count memoShapeIDRef:count textVerticalWidthHead:bool masterPageCnt:count', '(hp:startNum )?(hp:grid )?(hp:visibility )?(hp:lineNumberShape )?(hp:pagePr )?(hp:footNotePr )?(hp:endNotePr )?(hp:pageBorderFill ){0,3}']],
  ['hp:startNum', ['pageStartsOn:BOTH|EVEN|ODD page:count pic:count tbl:count equation:count', '']],
  ['hp:grid', ['lineGrid:count charGrid:count wonggojiFormat:bool', '']],
  ['hp:visibility', ['hideFirstHeader:bool hideFirstFooter:bool hideFirstMasterPage:bool border:HIDE_FIRST|SHOW_FIRST|SHOW_ALL fill:HIDE_FIRST|SHOW_FIRST|SHOW_ALL hideFirstPageNum:bool hideFirstEmptyLine:bool showLineNumber:bool', '']],
  ['hp:lineNumberShape', ['restartType:count countBy:count distance:count startNumber:count', '']],
  ['hp:pagePr', ['landscape:WIDELY|NARROWLY width:positive height:positive gutterType:LEFT_ONLY|LEFT_RIGHT|TOP_BOTTOM', 'hp:margin ']],
  ['hp:margin', [`${margins} header:count footer:count gutter:count`, '']],
  ['hp:footNotePr', ['', noteParts]],
  ['hp:endNotePr', ['', noteParts]],
  ['hp:autoNumFormat', ['type:DIGIT userChar:text prefixChar:text suffixChar:text supscript:bool', '']],
  ['hp:noteLine', ['length:integer type:line2 width:width color:color', '']],
  ['hp:noteSpacing', ['betweenNotes:count belowLine:count aboveLine:count', '']],
  ['hp:numbering', ['type:CONTINUOUS|ON_SECTION|ON_PAGE newNum:positive', '']],
  ['hp:placement', ['place:EACH_COLUMN|MERGED_COLUMN|RIGHT_MOST_COLUMN|END_OF_DOCUMENT|END_OF_SECTION beneathText:bool', '']],
  ['hp:pageBorderFill', ['type:BOTH|EVEN|ODD borderFillIDRef:count textBorder:CONTENT|PAPER headerInside:bool footerInside:bool fillArea:PAPER|PAGE|BORDER', 'hp:offset ']],
  ['hp:offset', ['left:count right:count top:count bottom:count', '']],
  ['hp:tbl', [`${object} ${table}`, '(hp:sz )?(hp:pos )?(hp:outMargin )?(hp:caption )?hp:inMargin (hp:tr )+']],
  ['hp:sz', ['width:count widthRelTo:PAPER|PAGE|COLUMN|PARA|ABSOLUTE height:count heightRelTo:PAPER|PAGE|ABSOLUTE protect:bool', '']],
  ['hp:pos', ['treatAsChar:bool affectLSpacing:bool flowWithText:bool allowOverlap:bool holdAnchorAndSO:bool vertRelTo:PAPER|PAGE|PARA horzRelTo:PAPER|PAGE|COLUMN|PARA vertAlign:TOP|CENTER|BOTTOM|INSIDE|OUTSIDE horzAlign:LEFT|CENTER|RIGHT|INSIDE|OUTSIDE vertOffset:count horzOffset:count', '']],
  ['hp:outMargin', [margins, '']],
  ['hp:inMargin', [margins, '']],
  ['hp:tr', ['', '(hp:tc )+']],
  ['hp:tc', ['name:text header:bool hasMargin:bool protect:bool editable:bool dirty:bool borderFillIDRef:count', 'hp:subList hp:cellAddr hp:cellSpan hp:cellSz hp:cellMargin ']],
  ['hp:subList', ['id:text! textDirection:HORIZONTAL|VERTICAL|VERTICALALL lineWrap:BREAK|SQUEEZE|KEEP vertAlign:TOP|CENTER|BOTTOM linkListIDRef:count linkListNextIDRef:count textWidth:count textHeight:count hasTextRef:bool hasNumRef:bool', '(hp:p )+']],
  ['hp:cellAddr', ['colAddr:count rowAddr:count', '']],
  ['hp:cellSpan', ['colSpan:positive rowSpan:positive', '']],
  ['hp:cellSz', ['width:count height:count', '']],
  ['hp:cellMargin', [margins, '']],

  ['hh:head', ['version:text! secCnt:positive!', 'hh:beginNum hh:refList (hh:forbiddenWordList )?(hh:compatibleDocument )?(hh:trackchangeConfig )?(hh:docOption )?(hh:metaTag )?']],
  ['hh:beginNum', ['page:positive! footnote:positive! endnote:positive! pic:positive! tbl:positive! equation:positive!', '']],
  ['hh:refList', ['', 'hh:fontfaces (hh:borderFills )?hh:charProperties (hh:tabProperties )?(hh:numberings )?(hh:bullets )?hh:paraProperties hh:styles ']],
  list('hh:fontfaces', '(hh:fontface )+'),
  ['hh:fontface', ['lang:HANGUL|LATIN|HANJA|JAPANESE|OTHER|SYMBOL|USER! fontCnt:positive!', '(hh:font )+']],
  ['hh:font', ['id:count! face:text! type:REP|TTF|HFT! isEmbedded:bool', '(hh:substFont )?(hh:typeInfo )?']],
  ['hh:typeInfo', ['familyType:FCAT_UNKNOWN|FCAT_MYUNGJO|FCAT_GOTHIC! serifStyle:text weight:count proportion:count contrast:count strokeVariation:count armStyle:count letterform:count midline:count xHeight:count', '']],
  list('hh:borderFills', '(hh:borderFill )+'),
  ['hh:borderFill', ['id:positive! threeD:bool shadow:bool centerLine:NONE breakCellSeparateLine:bool', '(hh:slash )?(hh:backSlash )?(hh:leftBorder )?(hh:rightBorder )?(hh:topBorder )?(hh:bottomBorder )?(hh:diagonal )?(hc:fillBrush )?']],
  ...['hh:slash', 'hh:backSlash'].map((name) => [name, ['type:NONE|CENTER|CENTER_BELOW|CENTER_ABOVE|ALL Crooked:bool isCounter:bool', '']] as [string, [string, string]]),
  ...['left', 'right', 'top', 'bottom'].map((side) => [`hh:${side}Border`, [border, '']] as [string, [string, string]]),
  ['hh:diagonal', [border, '']],
  ['hc:fillBrush', ['', 'hc:winBrush ']],
  ['hc:winBrush', ['faceColor:color hatchColor:color hatchStyle:HORIZONTAL|VERTICAL|BACK_SLASH|SLASH|CROSS|CROSS_DIAGONAL alpha:count', '']],
  list('hh:charProperties', '(hh:charPr )+'),
  ['hh:charPr', ['id:count! height:positive textColor:color shadeColor:none useFontSpace:bool useKerning:bool symMark:NONE borderFillIDRef:count', 'hh:fontRef hh:ratio hh:spacing hh:relSz hh:offset (hh:italic )?(hh:bold )?(hh:underline )?(hh:strikeout )?(hh:outline )?(hh:shadow )?']],
  ['hh:fontRef', [perLanguage('count'), '']],
  ['hh:ratio', [perLanguage('positive'), '']],
  ['hh:spacing', [perLanguage('integer'), '']],
  ['hh:relSz', [perLanguage('positive'), '']],
  ['hh:offset', [perLanguage('integer'), '']],
  ['hh:bold', ['', '']],
  ['hh:underline', ['type:NONE|BOTTOM|CENTER|TOP shape:line2 color:color', '']],
  ['hh:strikeout', ['shape:line2 color:color', '']],
  ['hh:outline', ['type:line1', '']],
  ['hh:shadow', ['type:NONE|DROP|CONTINUOUS color:color offsetX:integer offsetY:integer', '']],
  list('hh:tabProperties', '(hh:tabPr )+'),
  ['hh:tabPr', ['id:count! autoTabLeft:bool autoTabRight:bool', '']],
  list('hh:numberings', '(hh:numbering )+'),
  ['hh:numbering', ['id:count! start:count', '(hh:paraHead )+']],
  ['hh:paraHead', ['start:count level:positive! align:LEFT|RIGHT|CENTER useInstWidth:bool autoIndent:bool widthAdjust:integer textOffsetType:PERCENT|HWPUNIT textOffset:integer numFormat:DIGIT charPrIDRef:count checkable:bool', '(#text )?']],
  list('hh:paraProperties', '(hh:paraPr )+'),
  ['hh:paraPr', ['id:count! tabPrIDRef:count condense:count fontLineHeight:bool snapToGrid:bool suppressLineNumbers:bool checked:bool textDir:LTR|RTL', 'hh:align hh:heading hh:breakSetting hh:autoSpacing hh:margin hh:lineSpacing hh:border ']],
  ['hh:align', ['horizontal:JUSTIFY|LEFT|RIGHT|CENTER|DISTRIBUTE|DISTRIBUTE_SPACE! vertical:BASELINE|TOP|CENTER|BOTTOM!', '']],
  ['hh:heading', ['type:NONE|OUTLINE|NUMBER|BULLET! idRef:count! level:count!', '']],
  ['hh:breakSetting', ['breakLatinWord:KEEP_WORD|HYPHENATION|BREAK_WORD breakNonLatinWord:KEEP_WORD|BREAK_WORD widowOrphan:bool keepWithNext:bool keepLines:bool pageBreakBefore:bool lineWrap:BREAK|SQUEEZE|KEEP', '']],
  ['hh:autoSpacing', ['eAsianEng:bool eAsianNum:bool', '']],
  ['hh:margin', ['', 'hc:intent hc:left hc:right hc:prev hc:next ']],
  ...['intent', 'left', 'right', 'prev', 'next'].map((side) => [`hc:${side}`, [length, '']] as [string, [string, string]]),
  ['hh:lineSpacing', ['type:PERCENT|FIXED|BETWEEN_LINES|AT_LEAST value:positive unit:CHAR|HWPUNIT', '']],
  ['hh:border', ['borderFillIDRef:count offsetLeft:integer offsetRight:integer offsetTop:integer offsetBottom:integer connect:bool ignoreMargin:bool', '']],
  list('hh:styles', '(hh:style )+'),
  ['hh:style', ['id:count! type:PARA|CHAR! name:text! engName:text paraPrIDRef:count charPrIDRef:count nextStyleIDRef:count langID:count lockForm:bool', '']],
  ['hh:compatibleDocument', ['targetProgram:HWP201X|HWP200X|MS_WORD!', 'hh:layoutCompatibility ']],
  ['hh:layoutCompatibility', ['', '']],
  ['hh:trackchangeConfig', ['flags:count', '']],
]) // prettier-ignore

const lines = 'NONE|SOLID|DOT|DASH|DASH_DOT|DASH_DOT_DOT'
const kinds: Record<string, RegExp> = {
  bool: /^(?:0|1|true|false)$/,
  count: /^\d+$/,
  positive: /^[1-9]\d*$/,
  integer: /^-?\d+$/,
  text: /^/,
  color: /^#[0-9A-Fa-f]{6}$/,
  line1: new RegExp(`^(?:${lines}|THICK)$`),
  line2: new RegExp(`^(?:${lines}|LONG_DASH|CIRCLE|DOUBLE_SLIM|SLIM_THICK|THICK_SLIM|SLIM_THICK_SLIM)$`),
  width: /^(?:0\.1|0\.12|0\.15|0\.2|0\.25|0\.3|0\.4|0\.5|0\.6|0\.7|1\.0|1\.5|2\.0|3\.0|4\.0|5\.0) mm$/,
}

/** Everything in which a part departs from the standard, each with the element it is in. */
export function faultsIn(node: Node): string[] {
  if (node.name === '#text') return []
  const known = elements.get(node.name)
  if (!known) return [`${node.name} is no element that a report may hold`]
  const [attributes, children] = known
  const inside = node.children.map(({ name }) => `${name} `).join('')
  const order = new RegExp(`^${children}$`).test(inside) ? [] : [`${node.name} holds ${inside || 'nothing'}`]
  return [...order, ...attributeFaults(node, attributes), ...node.children.flatMap(faultsIn)]
}

function attributeFaults({ name, attributes }: Node, allowed: string): string[] {
  const faults: string[] = []
  const rules = new Map(
    allowed
      .split(' ')
      .filter(Boolean)
      .map((rule) => rule.split(':') as [string, string]),
  )
  for (const [key, rule] of rules)
    if (rule.endsWith('!') && attributes[key] === undefined) faults.push(`${name} lacks ${key}`)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('xmlns:')) continue
    const kind = rules.get(key)?.replace('!', '')
    if (kind === undefined) faults.push(`${name} has ${key}, which the standard does not know`)
    else if (!(kinds[kind] ?? new RegExp(`^(?:${kind})$`)).test(value))
      faults.push(`${name} says ${key}="${value}", which is not ${kind}`)
  }
  return faults
}
