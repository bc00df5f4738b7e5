export interface Field {
  tag: string
  lines: string[]
  /** Of the file, from 1. */
  at: number
}

/** One statement, or one page of it. */
export interface Message {
  fields: Field[]
  at: number
  /** As its SWIFT header says. */
  type: string | null
}

const TAGS = new Set('20 21 25 25P 28 28C 60F 60M 61 86 62F 62M 64 65 13 13C 13D 34F 90C 90D NS'.split(' '))
/** What is neither text nor the end of a line; some banks put SWIFT's own begin and end marks into files. */
// eslint-disable-next-line no-control-regex -- These are the characters that are taken away.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

/** Tags and their lines, by message. What stands before the first tag or after a message's end is left out. */
export function readMessages(text: string): Message[] {
  const messages: Message[] = []
  let current: Message | null = null
  let type: string | null = null
  for (const [index, whole] of linesOf(text).entries()) {
    type = /\{2:[IO](94[02])/.exec(whole)?.[1] ?? type
    // Blanks at its end may be those between two words that the line was cut at.
    const line = whole.replace(/^.*\{4:/, '')
    // A line of a text may begin with a dash; one that is nothing but a dash ends the message.
    if (line.trimEnd() === '-' || line.startsWith('-}')) {
      current = null
      continue
    }
    const [, tag = '', content = ''] = /^:(\w{2,3}):(.*)$/.exec(line) ?? []
    if (TAGS.has(tag)) {
      if (current === null || tag === '20') {
        current = { fields: [], at: index + 1, type }
        messages.push(current)
        type = null
      }
      current.fields.push({ tag, lines: [content], at: index + 1 })
    } else if (line.trim() !== '') current?.fields.at(-1)?.lines.push(line)
  }
  return messages.filter((it) => it.fields.some(({ tag }) => tag !== '20'))
}

function linesOf(text: string): string[] {
  // Online banking transmits the ends of lines as "@@".
  const plain = /@@:\d\d\w?:/.test(text) ? text.replaceAll('@@', '\n') : text
  return plain.replaceAll(CONTROLS, '').split(/\r\n|\n|\r/)
}
