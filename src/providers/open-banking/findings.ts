import type { Finding } from '../../domain/entities.ts'

/** A word that the standard did not have when this was written. */
export const unknownValue = (field: string, word: string): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message: `The bank's ${field} "${word}" is not known here.`,
  path: [field],
})

export const contradiction = (message: string, ...path: string[]): Finding => ({
  code: 'SETTLEMENT_CONTRADICTS_AMOUNTS',
  severity: 'WARNING',
  message,
  path,
})
