import { inOneLine } from '../wording.ts'
import { joinCut } from './cut.ts'
import type { Information } from './information.ts'

/** The code, then the character that separates the sub-fields, each of which has two digits. */
const FORM = /^(\d{3})([^\w\s])(?=\d\d)/
/** Characters of a sub-field. */
const FULL = 27
const REMITTANCE = /^(2\d|6[0-3])$/
const KEYWORD = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+/g

/**
 * `166?00GUTSCHRIFT?20EREF+…?30BIC?31IBAN?32NAME`: the form of the German and Austrian banks. Null for any other.
 * Sub-fields and lines are cut after so many characters, through words and keywords, so they are joined as they are.
 */
export function readGerman(text: string): Information | null {
  const whole = text.replaceAll('\n', '').trimStart()
  const [, gvc, separator = ''] = FORM.exec(whole) ?? []
  if (gvc === undefined) return null
  const fields = whole
    .slice(3)
    .split(separator)
    .slice(1)
    .reduce<[code: string, content: string][]>((all, part) => {
      const [, code, content = ''] = /^(\d\d)(.*)$/.exec(part) ?? []
      const last = all.at(-1)
      if (code !== undefined) all.push([code, content])
      // The separator itself within a text.
      else if (last !== undefined) last[1] += `${separator}${part}`
      return all
    }, [])
  const contentOf = (isThat: (code: string) => boolean) =>
    fields.filter(([code]) => isThat(code)).map(([, content]) => content)
  const one = (code: string) => inOneLine(contentOf((it) => it === code).join(''))
  const said = readKeywords(contentOf((it) => REMITTANCE.test(it)))
  return {
    gvc,
    name:
      inOneLine(
        joinCut(
          contentOf((it) => it === '32' || it === '33'),
          () => FULL,
        ),
      ) ??
      said.get('ABWA') ??
      null,
    account: one('31') ?? said.get('IBAN') ?? null,
    reference: said.get('EREF') ?? null,
    remittance: said.get('SVWZ') ?? said.get('') ?? null,
    bankText: one('00'),
  }
}

/** "EREF+4711SVWZ+Rechnung": by keyword; what stands before the first, or all of it, is under "". */
function readKeywords(parts: readonly string[]): ReadonlyMap<string, string> {
  const whole = joinCut(parts, () => FULL)
  const marks = [...whole.matchAll(KEYWORD)]
  const said = new Map<string, string>()
  const before = whole.slice(0, marks[0]?.index)
  const pieces: [string, string][] = [
    ['', before],
    ...marks.map((mark, index): [string, string] => [
      mark[1] ?? '',
      whole.slice(mark.index + mark[0].length, marks[index + 1]?.index),
    ]),
  ]
  for (const [keyword, content] of pieces) {
    const line = inOneLine(content)
    if (line !== null && !said.has(keyword)) said.set(keyword, line)
  }
  return said
}
