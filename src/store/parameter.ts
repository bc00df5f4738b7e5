// JSON.stringify writes exactly these as escapes of their own: NUL, and halves of a surrogate pair standing alone.
const UNSTORABLE = /\\u0000|\\ud[89a-f]/

/**
 * Many rows as one JSON parameter, for json_to_recordset(${…}::text::json). PostgreSQL's text holds neither NUL nor
 * lone surrogates; providers send both now and then, and they become U+FFFD.
 */
export function rows(values: readonly unknown[]): string {
  const json = JSON.stringify(values)
  return UNSTORABLE.test(json) ? JSON.stringify(values, storable) : json
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value
}
