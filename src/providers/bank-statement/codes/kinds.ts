import type { Finding, Transaction } from '../../../domain/entities.ts'
import { unknownValue } from '../findings.ts'
import type { Codes } from '../model.ts'
import { kindOfGvc } from './gvc.ts'
import { readIso } from './iso.ts'
import { kindOfSwift } from './swift.ts'

/** By the standard's code, else the German one, else SWIFT's; UNKNOWN where the bank tells none that is known. */
export function kindOf({ iso, gvc, swift }: Codes): { kind: Transaction['kind']; findings: Finding[] } {
  const standard = iso === null ? null : readIso(iso)
  const told = standard?.kind ?? (gvc && kindOfGvc(gvc)) ?? (swift && kindOfSwift(swift))
  const kind = told || standard?.fallback
  if (kind !== undefined) return { kind, findings: [] }
  const word = iso ?? gvc ?? swift
  return { kind: 'UNKNOWN', findings: word === null ? [] : [unknownValue('transaction code', word, 'entry')] }
}

/** The bank's most precise code, and its name. */
export function categoryOf({ iso, gvc, swift, own }: Codes, bankText: string | null) {
  const code = iso ?? gvc ?? own ?? swift
  if (code === null) return { categoryCode: null, categoryName: null, categoryOrigin: null } as const
  const name = (iso === null ? null : readIso(iso)?.name) ?? bankText ?? code
  return { categoryCode: code, categoryName: name, categoryOrigin: 'PROVIDER' } as const
}
