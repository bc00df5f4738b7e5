import { refused, WHAT_IS_TAKEN } from './refusal.ts'

const LONGEST_DECLARATION = 200
/** What else is uploaded by mistake, by the bytes that it begins with. */
const OTHER_FORMATS: readonly [start: string, sentence: string][] = [
  ['PK\u0003\u0004', 'is a ZIP archive. Unpack it, and send each file that is in it'],
  ['\u001f\u008b', 'is compressed with gzip. Unpack it first'],
  ['%PDF', `is a PDF. ${WHAT_IS_TAKEN}`],
  ['\u00d0\u00cf\u0011\u00e0', `is a document of an office program. ${WHAT_IS_TAKEN}`],
]

/**
 * The file as text: by its byte order mark, by what its XML declaration says, else as UTF-8, and where it is none as
 * Windows-1252, of which ISO 8859-1 is a part. Throws FaultError with what is no text.
 */
export function decode({ name, bytes }: { name: string; bytes: Buffer }): string {
  const start = bytes.toString('latin1', 0, LONGEST_DECLARATION)
  const other = OTHER_FORMATS.find(([it]) => start.startsWith(it))
  if (other !== undefined) throw refused(`The file ${name} ${other[1]}.`)
  const declared = markedEncoding(bytes) ?? declaredEncoding(start)
  if (declared === null) return utf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes)
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes)
  } catch (error) {
    throw refused(
      error instanceof RangeError
        ? `The file ${name} says that it is in ${declared}, which is not known here. Save it as UTF-8.`
        : `The file ${name} says that it is in ${declared}, and has bytes that are not.`,
    )
  }
}

function markedEncoding(bytes: Buffer): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  // Without a mark, the first character of XML or of MT940 still shows on which side its zero is.
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return null
}

function declaredEncoding(start: string): string | null {
  const [, name] = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start) ?? []
  // UTF-8 is often declared by programs that write something else.
  return name === undefined || /^utf-?8$/i.test(name) ? null : name
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
