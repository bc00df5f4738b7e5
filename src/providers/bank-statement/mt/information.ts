import { inOneLine } from '../wording.ts'
import { joinCut } from './cut.ts'
import { readGerman } from './german.ts'
import { readSlashed } from './slashed.ts'

/** What `:86:` says of an entry, in whichever dialect. */
export interface Information {
  gvc: string | null
  name: string | null
  account: string | null
  reference: string | null
  /** What the payer wrote. */
  remittance: string | null
  /** What kind of booking the bank calls it. */
  bankText: string | null
}

const NOTHING: Information = {
  gvc: null,
  name: null,
  account: null,
  reference: null,
  remittance: null,
  bankText: null,
}

/** Of several `:86:` the first with structure tells the facts, and all that are plain text are put together. */
export function readInformation(all: readonly string[]): Information {
  const read = all.map((text) => readGerman(text) ?? readSlashed(text))
  const structured = read.find((it) => it !== null) ?? NOTHING
  const plain = all.filter((_, index) => read[index] === null).map(joined)
  return {
    ...structured,
    remittance: inOneLine([structured.remittance ?? '', ...plain].join(' ')),
  }
}

/** Characters of a line; the first one shares its with the tag. */
const [FULL_FIRST, FULL] = [61, 65]

const joined = (text: string): string =>
  joinCut(text.split('\n'), (index) => (index === 0 ? FULL_FIRST : FULL))
