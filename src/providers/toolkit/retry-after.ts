import type { HttpFailure } from './http.ts'

/** RFC 9110, 10.2.3: whole seconds, or an HTTP date. Undefined when it is neither. */
export function retryAfterMs(header: string | undefined, now: Date | number): number | undefined {
  if (header === undefined) return undefined
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000
  // A date names its month; Date.parse takes "1.5" for one, too.
  const at = /[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - Number(now))
}

/** How long a failed call asks to wait, by the clock of who answered; undefined when it does not say. */
export function askedMs({ headers }: Pick<HttpFailure, 'headers'>): number | undefined {
  return retryAfterMs(headers['retry-after'], Date.parse(headers['date'] ?? ''))
}
