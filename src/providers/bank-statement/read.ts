import { recordsOf } from './assemble.ts'
import { readCamt } from './camt/message.ts'
import { decode } from './decode.ts'
import { readMt } from './mt/message.ts'

/** What of a statement file each stream gets; throws FaultError when the file is none. */
export function read(file: { name: string; bytes: Buffer }): Readonly<Record<string, readonly unknown[]>> {
  const text = decode(file).replace(/^\uFEFF/, '')
  const isXml = /^\s*</.test(text)
  return recordsOf(isXml ? readCamt(file.name, text) : readMt(file.name, text))
}
