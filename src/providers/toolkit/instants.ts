const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(?:Z|([+-]\d\d):?(\d\d)?)?$/i

/**
 * Reads an instant in any offset, with or without the offset's colon, with up to nine digits of fraction, and gives
 * RFC 3339 UTC: "2026-03-05T09:10:31-0800" is "2026-03-05T17:10:31Z". An instant without an offset is taken as UTC.
 * The fraction keeps six digits, which is what PostgreSQL holds: cut, never rounded, so that order stays.
 * Null when the text is not an instant.
 */
export function utcInstant(text: string): string | null {
  const match = INSTANT.exec(text.trim())
  if (match === null) return null
  const [, day, time, fraction = '', hours = '+00', minutes = '00'] = match
  const milliseconds = Date.parse(`${day}T${time}${hours}:${minutes}`)
  // Date.parse rolls 30 February over into March; such a day is no instant.
  if (Number.isNaN(milliseconds) || !isDay(day)) return null
  const digits = fraction.slice(0, 6).replace(/0+$/, '')
  const seconds = new Date(milliseconds).toISOString().slice(0, 19)
  return digits === '' ? `${seconds}Z` : `${seconds}.${digits}Z`
}

function isDay(day: string | undefined): boolean {
  const milliseconds = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 10) === day
}
