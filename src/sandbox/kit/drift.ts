import { isExactNumber, parseExactJson, stringifyExactJson } from '../../domain/exact-json.ts'

/** A change of the provider's answers that nobody announced. */
export type Drift =
  /** A field has another name, wherever it stands. */
  | { rename: { from: string; to: string } }
  /** Every number is text of the same digits. */
  | { numbersAsText: true }
  /** A field that holds a word, or nothing, holds this one. */
  | { enum: { field: string; value: string } }

/** Throws Error with a sentence when it is none. */
export function readDrift(input: unknown): Drift {
  const { rename, numbersAsText, enum: word } = fieldsOf(input)
  if (numbersAsText === true) return { numbersAsText }
  const { from, to } = fieldsOf(rename)
  if (typeof from === 'string' && typeof to === 'string') return { rename: { from, to } }
  const { field, value } = fieldsOf(word)
  if (typeof field === 'string' && typeof value === 'string') return { enum: { field, value } }
  throw new Error(
    'drift must be {"rename": {"from", "to"}}, {"numbersAsText": true} or {"enum": {"field", "value"}}',
  )
}

/** The body as it is with the drift, digit for digit; one that is no JSON stays as it is. */
export function drifted(body: string, drift: Drift): string {
  let json: unknown
  try {
    json = parseExactJson(body)
  } catch {
    return body
  }
  return stringifyExactJson(withDrift(json, drift))
}

function withDrift(value: unknown, drift: Drift): unknown {
  if (typeof value === 'number') return 'numbersAsText' in drift ? String(value) : value
  if (isExactNumber(value)) return 'numbersAsText' in drift ? value.rawJSON : value
  if (Array.isArray(value)) return value.map((it) => withDrift(it, drift))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, it]) => fieldWithDrift(name, it, drift)))
}

function fieldWithDrift(name: string, value: unknown, drift: Drift): [string, unknown] {
  if ('rename' in drift && name === drift.rename.from) return [drift.rename.to, withDrift(value, drift)]
  const isWord = typeof value === 'string' || value === null
  if ('enum' in drift && name === drift.enum.field && isWord) return [name, drift.enum.value]
  return [name, withDrift(value, drift)]
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
