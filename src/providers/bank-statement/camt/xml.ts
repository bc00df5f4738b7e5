import { XMLParser } from 'fast-xml-parser'
import { refused } from '../refusal.ts'

const DEEPEST = 40
/** Elements that the messages may hold several of, and which are lists even when there is one. */
const LISTS = new Set([
  'Stmt',
  'Rpt',
  'Ntfctn',
  'Bal',
  'Ntry',
  'NtryDtls',
  'TxDtls',
  'Ustrd',
  'Strd',
  'Chrgs',
])

// Values stay text: an amount must keep its digits. Entities are left alone here, and the five that XML itself has are
// read below.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
  jPath: false,
  isArray: (name) => LISTS.has(name),
})

export type Element = string | Element[] | { [name: string]: Element }

/**
 * XML as text, objects and lists, without namespace prefixes. Throws FaultError with the place where it is not well
 * formed, and for anything that would have to be looked up or expanded: document types and entities.
 */
export function readXml(name: string, xml: string): Element {
  const type = /<!(DOCTYPE|ENTITY|ELEMENT)/i.exec(xml)
  if (type !== null) {
    const line = lineAt(xml, type.index)
    throw refused(`The file ${name} has a document type or entities (line ${line}); a statement has none.`)
  }
  const plain = xml.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, content: string) => escape(content))
  return tidy(name, parse(name, plain))
}

function parse(name: string, xml: string): Element {
  try {
    // The parser by itself takes what is not well formed; its own check is deprecated for a package of its own.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return parser.parse(xml, true) as Element
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    // The validation's errors end with line and column.
    const [, message = why, line] = /^(.*):(\d+):\d+$/s.exec(why) ?? []
    const where = line === undefined ? '' : ` (line ${line})`
    throw refused(`The file ${name} is not XML as statements are${where}: ${message}`)
  }
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function tidy(name: string, element: Element): Element {
  if (typeof element === 'string') return unescape(name, element)
  if (Array.isArray(element)) return element.map((it) => tidy(name, it))
  return Object.fromEntries(Object.entries(element).map(([tag, it]) => [tag, tidy(name, it)]))
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(name: string, text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([^\s;]{1,40}));/gi, (_, ...groups: string[]) => {
    const [decimal, hexadecimal, word] = groups
    const code = decimal ? Number.parseInt(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : null
    const character =
      code === null ? CHARACTERS[word ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character !== undefined) return character
    throw refused(`The file ${name} uses the entity &${word ?? `#${code}`};, which XML does not have.`)
  })
}
