import type { Finding } from '../../domain/entities.ts'

/** A word that Plaid's documentation did not have when this was written. */
export const unknownValue = (field: string, word: string | null): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message:
    word === null
      ? `Plaid tells no ${field}, which every such record should have.`
      : `Plaid's ${field} "${word}" is not known here.`,
  path: [field],
})
