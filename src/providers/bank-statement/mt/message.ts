import { refused, WHAT_IS_TAKEN } from '../refusal.ts'
import type { Entry, Report } from '../model.ts'
import { mtEntry, readEntry } from './entry.ts'
import { mtHead, readStatement, type Statement } from './head.ts'
import { readMessages, type Field, type Message } from './lines.ts'

interface Page {
  statement: Statement
  message: Message
  entries: Entry[]
}

/** Everything in an MT940 or MT942 file. Throws FaultError when it holds none, or one without an account. */
export function readMt(name: string, text: string): Report[] {
  const messages = readMessages(text)
  if (messages.length === 0) throw refused(`The file ${name} is no statement. ${WHAT_IS_TAKEN}.`)
  const statements: Page[] = []
  for (const message of messages) {
    const { fields } = message
    const page = { message, statement: readStatement(fields), entries: entriesOf(fields) }
    const before = statements.at(-1)
    if (before !== undefined && goesOn(before, page)) statements[statements.length - 1] = joined(before, page)
    else statements.push(page)
  }
  return statements.map((it) => reportOf(name, it))
}

/** Each `:61:` with the `:86:` that follow it; those after the closing balance are the statement's own. */
function entriesOf(fields: readonly Field[]): Entry[] {
  const entries: Entry[] = []
  for (const [index, field] of fields.entries()) {
    if (field.tag !== '61') continue
    const after = fields.slice(index + 1)
    const end = after.findIndex(({ tag }) => tag !== '86' && tag !== 'NS')
    const information = (end < 0 ? after : after.slice(0, end))
      .filter(({ tag }) => tag === '86')
      .map(({ lines }) => lines.join('\n'))
    entries.push(entryOf(readEntry(field, information)))
  }
  return entries
}

function entryOf(received: ReturnType<typeof readEntry>): Entry {
  const texts =
    'unreadable' in received
      ? [received.unreadable]
      : [received.customerReference, received.bankReference, received.supplementary]
  return {
    received,
    booking: mtEntry.safeParse(received).data ?? null,
    content: [...texts, ...received.information].map((it) => it.replaceAll(/\s+/g, ' ').trim()),
  }
}

/** A page that opens with the balance in which the one before ended belongs to the same statement. */
const goesOn = (before: Page, { statement: { opening, account, number } }: Page): boolean =>
  before.statement.closing?.tag === '62M' &&
  opening?.tag === '60M' &&
  before.statement.account === account &&
  before.statement.number === number

function joined(before: Page, { statement: { closing, available }, entries }: Page): Page {
  return {
    ...before,
    statement: { ...before.statement, closing, available },
    entries: [...before.entries, ...entries],
  }
}

function reportOf(name: string, { statement, message, entries }: Page): Report {
  const head = mtHead.parse(statement)
  if (head.number === null) {
    throw refused(`The statement that begins in line ${message.at} of ${name} names no account (":25:").`)
  }
  const isInterim =
    (message.type ?? (statement.opening === null && statement.closing === null ? '942' : '940')) === '942'
  const kind = isInterim ? '942' : '940'
  return { format: 'mt', kind, message: `MT${kind}`, statement, head, entries }
}
