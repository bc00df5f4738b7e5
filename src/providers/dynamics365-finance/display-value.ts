import { z } from 'zod'
import type { InvoiceLine } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import { optionalCode, optionalYesNo } from './values.ts'
import { listOf, orNull } from '../toolkit/exact.ts'

// "602100-001--\-A": an account and its dimensions as one text. What each part stands for, and what stands between
// them, the customer decides; a delimiter inside a part has a backslash before it.

const DELIMITERS: Readonly<Record<string, string>> = {
  Hyphen: '-',
  Period: '.',
  Underscore: '_',
  Bar: '|',
  Tilde: '~',
  DoubleHyphen: '--',
  DoublePeriod: '..',
  DoubleUnderscore: '__',
  DoubleBar: '||',
  DoubleTilde: '~~',
}

/** The customer's set-up, as it is put beside each record that has display values. */
export const optionalSetup = orNull(
  z.object({
    Parameters: listOf(z.object({ DimensionSegmentDelimiter: optionalCode })),
    Formats: listOf(
      z.object({
        DimensionFormatType: optionalCode,
        FinancialDimensionFormat: optionalCode,
        IsActive: optionalYesNo,
      }),
    ),
  }),
)
export type Setup = z.output<typeof optionalSetup>

type FormatType = 'DataEntityDefaultDimensionFormat' | 'DataEntityLedgerDimensionFormat'
const MAIN_ACCOUNT = 'mainaccount'

/** Splits at each delimiter that has no backslash before it. */
export function segmentsOf(value: string, delimiter = '-'): string[] {
  const segments = ['']
  const add = (text: string) => segments.push((segments.pop() ?? '') + text)
  for (let at = 0; at < value.length;) {
    if (value.startsWith(delimiter, at)) {
      segments.push('')
      at += delimiter.length
    } else if (value[at] === '\\' && at + 1 < value.length) {
      add(value.slice(at + 1, at + 2))
      at += 2
    } else {
      add(value.slice(at, at + 1))
      at += 1
    }
  }
  return segments.map((it) => it.trim())
}

const delimiterOf = (setup: Setup): string =>
  DELIMITERS[setup?.Parameters[0]?.DimensionSegmentDelimiter ?? 'Hyphen'] ?? '-'

/** The names of the parts; null when the set-up is not known. */
function namesOf(setup: Setup, type: FormatType): string[] | null {
  const format = setup?.Formats.find((it) => it.DimensionFormatType === type && it.IsActive === true)
  const text = format?.FinancialDimensionFormat ?? null
  return text === null ? null : segmentsOf(text, delimiterOf(setup))
}

/** A customer, vendor or bank account: a value of one part. */
export const singleValue = (value: string | null, setup: Setup): string | null =>
  value === null ? null : (segmentsOf(value, delimiterOf(setup))[0] ?? null)

/** The main account in a ledger account; without the set-up it is the first part, where Dynamics puts it. */
export function mainAccountIn(value: string | null, setup: Setup): string | null {
  if (value === null) return null
  const names = namesOf(setup, 'DataEntityLedgerDimensionFormat')
  const at = names?.findIndex((it) => it.toLowerCase() === MAIN_ACCOUNT) ?? 0
  return segmentsOf(value, delimiterOf(setup))[at] || null
}

export const dimensionsOfAccount = (value: string | null, setup: Setup) =>
  dimensionsIn(value, setup, 'DataEntityLedgerDimensionFormat')

export const defaultDimensions = (value: string | null, setup: Setup) =>
  dimensionsIn(value, setup, 'DataEntityDefaultDimensionFormat')

/** None where nobody tells which dimension a part belongs to. */
function dimensionsIn(value: string | null, setup: Setup, type: FormatType): InvoiceLine['dimensions'] {
  const names = namesOf(setup, type)
  if (value === null || names === null) return []
  return segmentsOf(value, delimiterOf(setup)).flatMap((segment, index) => {
    const name = names[index] ?? ''
    if (segment === '' || name === '' || name.toLowerCase() === MAIN_ACCOUNT) return []
    return [{ valueKey: dimensionValueKey(name, segment), name: null }]
  })
}

export const dimensionValueId = (dimension: string, value: string): string => `${dimension}/${value}`

const dimensionValueKey = (dimension: string, value: string) =>
  recordKey('dimensions', dimensionValueId(dimension, value))
