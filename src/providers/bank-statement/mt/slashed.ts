import { inOneLine } from '../wording.ts'
import type { Information } from './information.ts'

/** Words between slashes that begin a part; a text may hold slashes of its own. */
const WORD =
  /\/(TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|ORDP|BENM|MARF|CSID|ISDT|RTRN|ADDR|PURP|ULTD|ULTC|ULTB|SVCL|PREF|ACCW|CNTP|CREF|IREF|RREF|OCMT|EXCH|CHGS|INIT|DACT|PT|PY|BN|BA|BO|BI|CHGC|NM|RFB|DT|FT|BUS|OBK)\//g
/** Parts that a dialect begins its text with. */
const BEGINNING = /^\s*\/(TRTP|TRCD|EREF|CNTP|PT|BENM|ORDP|MARF|PREF|IREF|OCMT|RTRN|REMI|NAME|IBAN)\//

/**
 * `/TRTP/SEPA OVERBOEKING/IBAN/…/NAME/…/REMI/…`: the Dutch form and its kin. Null for any other. Lines are cut after 65
 * characters, through words, so they are joined as they are.
 */
export function readSlashed(text: string): Information | null {
  if (!BEGINNING.test(text)) return null
  const parts = readParts(text.replaceAll('\n', ''))
  const [account = null, , name = null] = parts.get('CNTP')?.split('/') ?? []
  const remittance = parts.get('REMI') ?? parts.get('PY') ?? null
  return {
    gvc: null,
    name: inOneLine(parts.get('NAME') ?? name ?? parts.get('BN') ?? parts.get('BO') ?? null),
    account: inOneLine(parts.get('IBAN') ?? account),
    reference: inOneLine(parts.get('EREF') ?? null),
    remittance: inOneLine(withoutForm(remittance)),
    bankText: inOneLine(parts.get('TRTP') ?? null),
  }
}

function readParts(text: string): ReadonlyMap<string, string> {
  const marks = [...text.matchAll(WORD)]
  const parts = new Map<string, string>()
  for (const [index, mark] of marks.entries()) {
    const content = text.slice(mark.index + mark[0].length, marks[index + 1]?.index).replace(/\/$/, '')
    const word = mark[1] ?? ''
    if (content.trim() !== '' && !parts.has(word)) parts.set(word, content)
  }
  return parts
}

/** "USTD//text" and "STRD/CUR/reference": how the text is structured is told before it. */
const withoutForm = (text: string | null): string | null =>
  text?.replace(/^(USTD\/*|STRD\/(?:CUR|ISO)?\/*)/, '') ?? null
