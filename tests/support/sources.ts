import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

export const root = join(import.meta.dirname, '../..')

/** Never ours, or made by a build. */
const foreign = new Set(['node_modules', '.git', 'dist', '.browser', '.vite'])

/** Paths below the root, with `/`, of every file of the repository in these places whose name ends like this. */
export function filesIn(places: string[], endings: string[]): string[] {
  const found: string[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (foreign.has(entry.name) || entry.name.startsWith('.data')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (endings.some((ending) => entry.name.endsWith(ending))) found.push(relative(root, path))
    }
  }
  for (const place of places) walk(join(root, place))
  return found.toSorted()
}

export const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** The script of a file as a syntax tree; of a component, the contents of its script elements. */
export function parse(path: string): ts.SourceFile {
  const text = textOf(path)
  const script = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text
  return ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
}

export type Import = { from: string; typeOnly: boolean }

/** What a file imports or exports again, at the top or in the middle of the code. */
export function importsOf(path: string): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isOnlyTypes(node.importClause))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0]!, false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  const add = (specifier: ts.Node, typeOnly: boolean) => {
    if (ts.isStringLiteralLike(specifier)) found.push({ from: specifier.text, typeOnly })
  }
  visit(parse(path))
  return found
}

function isOnlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.every((element) => element.isTypeOnly)
}

/** The words of a file that stand in string and template literals, with their lines; what is computed is left out. */
export function literalsOf(path: string): { text: string; line: number }[] {
  const source = parse(path)
  const found: { text: string; line: number }[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push({ text: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
