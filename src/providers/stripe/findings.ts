import type { Finding } from '../../domain/entities.ts'

/** A word that Stripe's documentation did not have when this was written. */
export const unknownValue = (field: string, word: string | null): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message:
    word === null
      ? `Stripe tells no ${field}, which every such record should have.`
      : `Stripe's ${field} "${word}" is not known here.`,
  path: [field],
})

export const contradiction = (message: string, ...path: string[]): Finding => ({
  code: 'SETTLEMENT_CONTRADICTS_AMOUNTS',
  severity: 'WARNING',
  message,
  path,
})

export const wrongSum = (message: string, ...path: string[]): Finding => ({
  code: 'LINES_DO_NOT_SUM',
  severity: 'WARNING',
  message,
  path,
})
