import type { Finding } from '../../domain/entities.ts'

/** A word that HubSpot's documentation did not have when this was written, or one that a record lacks. */
export const unknownValue = (property: string, word: string | null): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message:
    word === null
      ? `HubSpot tells no ${property}, which every such record should have.`
      : `HubSpot's ${property} "${word}" is not known here.`,
  path: ['properties', property],
})

export const contradiction = (message: string, property: string): Finding => ({
  code: 'SETTLEMENT_CONTRADICTS_AMOUNTS',
  severity: 'WARNING',
  message,
  path: ['properties', property],
})

export const wrongSum = (message: string): Finding => ({
  code: 'LINES_DO_NOT_SUM',
  severity: 'WARNING',
  message,
  path: ['properties', 'hs_amount_billed'],
})

export const noAmounts: Finding = {
  code: 'MISSING_REFERENCE',
  severity: 'WARNING',
  message: 'The amounts of this invoice are not in the record, so it is not shown.',
  path: ['properties', 'hs_amount_billed'],
}

/** What a word stands for; a word that is not known, or is missing, stands for UNKNOWN and is found. */
export function known<Meaning>(
  words: Readonly<Record<string, Meaning>>,
  property: string,
  word: string | null,
): { meaning: Meaning | 'UNKNOWN'; findings: Finding[] } {
  const meaning = word === null ? undefined : words[word.toLowerCase()]
  return meaning === undefined
    ? { meaning: 'UNKNOWN', findings: [unknownValue(property, word)] }
    : { meaning, findings: [] }
}
