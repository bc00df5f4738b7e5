import { isExactNumber } from '../domain/exact-json.ts'

const DEEPEST = 6

type Fields = Readonly<Record<string, unknown>>

/**
 * The records in a provider's own answer: Stripe's {"object":"list","data":[…]}, QuickBooks'
 * {"QueryResponse":{"Invoice":[…]}} and {"Invoice":{…}}, an array of any of these. An object that `isRecord` accepts
 * is a record; else it is an envelope: of what it holds under `ownName`, as in Xero's {"Id":…,"Invoices":[…]}; else,
 * when it has no id, of the one list or object inside, or of several lists that hold records, as in
 * Plaid's {"added":[…],"modified":[…],"removed":[…]}; else it is a record that cannot be read. What an envelope holds
 * under a name in `otherNames` is another stream's: it is left out, and the name goes to `skipped`.
 */
export function unwrap(value: unknown, wrapping: Wrapping): Unwrapped {
  const skipped = new Set<string>()
  return { records: peel(value, { ...wrapping, skipped }, DEEPEST), skipped }
}

interface Wrapping {
  /** Also of what only says that a record is gone. */
  isRecord: (value: unknown) => boolean
  /** The records of what the provider's adapter knows to be an answer; null of anything else. */
  inAnswer: (value: unknown) => readonly unknown[] | null
  ownName: string | undefined
  otherNames: ReadonlySet<string>
}

interface Unwrapped {
  records: unknown[]
  skipped: ReadonlySet<string>
}

interface Unwrapping extends Wrapping {
  skipped: Set<string>
}

function peel(value: unknown, unwrapping: Unwrapping, depth: number): unknown[] {
  if (Array.isArray(value)) {
    const items: unknown[] = depth === DEEPEST ? value : value.filter((it) => !isEmpty(it))
    return items.flatMap((it) => peel(it, unwrapping, depth - 1))
  }
  if (depth <= 0 || !isFields(value) || unwrapping.isRecord(value)) return [value]
  const known = unwrapping.inAnswer(value)
  if (known !== null) return [...known]
  const content = contentOf(value, unwrapping)
  if (content === null) return [value]
  return isEmpty(content) ? [] : peel(content, unwrapping, depth - 1)
}

function contentOf(
  envelope: Fields,
  { isRecord, ownName, otherNames, skipped }: Unwrapping,
): readonly unknown[] | Fields | null {
  const named = ownName === undefined ? undefined : envelope[ownName]
  if (isContainer(named)) return named
  // As recorders keep an exchange: {"headers":…,"response":…} or "body".
  const recorded = envelope['response'] ?? envelope['body']
  if (isContainer(recorded) && 'headers' in envelope) return recorded
  const names = Object.keys(envelope).map((it) => it.toLowerCase())
  if (names.includes('id')) return null
  // Names such as _links are about the answer.
  const told = Object.entries(envelope).filter(([name]) => !name.startsWith('_'))
  const containers = told.filter(([, it]) => isContainer(it))
  const foreign = containers.map(([name]) => name).filter((name) => otherNames.has(name))
  for (const name of foreign) skipped.add(name)
  const own = containers.filter(([name]) => !otherNames.has(name)).map(([, it]) => it)
  if (own.length === 0 && foreign.length > 0) return []
  const [only, ...others] = own.filter(isContainer)
  if (others.length > 0) {
    const all = own.filter((it) => Array.isArray(it)).flat()
    return own.every((it) => Array.isArray(it)) && (all.length === 0 || all.some(isRecord)) ? all : null
  }
  return only ?? null
}

const isContainer = (value: unknown): value is readonly unknown[] | Fields =>
  Array.isArray(value) ? value.every((it) => isFields(it)) : isFields(value)

/** QuickBooks' answer to a query that finds nothing, also among those to several. */
const isEmpty = (value: unknown): boolean => isFields(value) && Object.keys(value).length === 0

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)
