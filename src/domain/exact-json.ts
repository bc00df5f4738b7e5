/**
 * A JSON number that a double may not hold, kept as its source text; JSON.stringify writes it back unchanged.
 * Made by JSON.rawJSON, so `String(number.rawJSON)` is the text.
 */
export interface ExactNumber {
  readonly rawJSON: string
}

interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): ExactNumber
  isRawJSON(value: unknown): value is ExactNumber
}

// TypeScript's library knows neither source text access nor rawJSON; both are ES2026 and in Node 26.
const json = JSON as unknown as ExactJson

export const isExactNumber = (value: unknown): value is ExactNumber => json.isRawJSON(value)

/**
 * JSON.parse in which no digit is lost: an integer that a double holds exactly stays a number, every other
 * number becomes an ExactNumber. Throws SyntaxError as JSON.parse does.
 */
export function parseExactJson(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isPlainSafeInteger(value, source)
      ? json.rawJSON(source)
      : value,
  )
}

const isPlainSafeInteger = (value: number, source: string) =>
  Number.isSafeInteger(value) && String(value) === source

/** Writes what parseExactJson read, digit for digit. */
export const stringifyExactJson = (value: unknown): string => JSON.stringify(value)
