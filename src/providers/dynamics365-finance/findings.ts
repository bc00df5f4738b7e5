import type { Finding } from '../../domain/entities.ts'

const warning = (code: Finding['code'], message: string, ...path: string[]): Finding => ({
  code,
  severity: 'WARNING',
  message,
  path,
})

/** A word that was not among Dynamics' own when this was written, or none where there should be one. */
export const unknownValue = (field: string, word: string | null): Finding =>
  warning(
    'UNKNOWN_VALUE',
    word === null ? `Dynamics tells no ${field}.` : `Dynamics’ ${field} “${word}” is not known here.`,
    field,
  )

/** Something of Dynamics that was not told: `message` says what, and what cannot be said without it. */
export const untold = (message: string, ...path: string[]): Finding =>
  warning('UNKNOWN_VALUE', message, ...path)

/** What Dynamics never tells of such a record. */
export const neverTold = (message: string, ...path: string[]): Finding => ({
  ...untold(message, ...path),
  severity: 'INFO',
})

/** A part that comes in a call of its own, and did not. */
export const missingPart = (message: string, part: string): Finding =>
  warning('MISSING_REFERENCE', message, part)

export const unexpectedCurrency = (message: string, ...path: string[]): Finding =>
  warning('UNEXPECTED_CURRENCY', message, ...path)
