import type { Finding } from '../../domain/entities.ts'

/** A word that Xero's documentation did not have when this was written, or one that it lacks. */
export const unknownValue = (field: string, word: string | null): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message:
    word === null
      ? `Xero tells no ${field}, which every such record should have.`
      : `Xero says “${word}” as ${field}, which Daybook does not know.`,
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

/** What a word stands for; a word that is not known, or is missing, stands for UNKNOWN and is found. */
export function known<Meaning>(
  words: Readonly<Record<string, Meaning>>,
  field: string,
  word: string | null,
): { meaning: Meaning | 'UNKNOWN'; findings: Finding[] } {
  const meaning = word === null ? undefined : words[word.toUpperCase()]
  return meaning === undefined
    ? { meaning: 'UNKNOWN', findings: [unknownValue(field, word)] }
    : { meaning, findings: [] }
}
