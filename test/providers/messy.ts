import { isExactNumber } from '../../src/domain/exact-json.ts'
import type { Provider, SourceFacts } from '../../src/providers/provider.ts'
import { interpret } from '../../src/sync/interpret.ts'

// Turns a record as documented into the many that real answers hold: fields absent, null or empty, numbers as text,
// fields that nobody knew.

type Path = readonly (string | number)[]

/** The paths of all values that hold no others. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return [path]
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return steps.flatMap((step) => leavesOf(at(value, step), [...path, step]))
}

/** A copy in which one value is another; undefined removes it. */
export function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by
  const inner = replaced(at(value, step), rest, by)
  if (Array.isArray(value)) return value.with(Number(step), inner)
  return Object.fromEntries(
    Object.entries({ ...(value as object), [step]: inner }).filter(([, it]) => it !== undefined),
  )
}

/** A copy in which every value that holds no others, and every object, is changed. */
export function rewritten(
  value: unknown,
  leaf: (value: unknown) => unknown,
  fields: (object: object) => object,
): unknown {
  if (Array.isArray(value)) return value.map((it) => rewritten(it, leaf, fields))
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return leaf(value)
  const entries = Object.entries(value).map(([key, it]) => [key, rewritten(it, leaf, fields)])
  return fields(Object.fromEntries(entries) as object)
}

export const numberAsText = (value: unknown): unknown =>
  isExactNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : value

/** What becomes of a raw record: its records, or "refused" with the reasons. */
export function outcomeOf(provider: Provider, stream: string, raw: unknown, facts: SourceFacts) {
  const { records, findings } = interpret(provider, stream, raw, facts)
  return records === null
    ? { refused: true as const, reasons: findings.map((it) => it.message) }
    : { refused: false as const, records }
}

const at = (value: unknown, step: string | number): unknown =>
  Object.getOwnPropertyDescriptor(value, step)?.value
