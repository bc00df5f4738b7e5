import type { Finding } from '../../domain/entities.ts'

/** A word that nobody here knew. */
export const unknownValue = (what: string, word: string, ...path: string[]): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message: `The bank's ${what} "${word}" is not known here.`,
  path,
})

export const unreadableValue = (message: string, ...path: string[]): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message,
  path,
})
