import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Finding } from '../../../domain/entities.ts'
import { exactDecimal, listOf, optionalText } from '../../toolkit/exact.ts'
import { unreadableValue } from '../findings.ts'
import { referenceOrNull } from '../ids.ts'
import type { Booking, Payment } from '../model.ts'
import { inOneLine } from '../wording.ts'
import { readInformation } from './information.ts'
import type { Field } from './lines.ts'
import { originalIn } from './original.ts'
import { corrected, readDay, readEntryDay, withPoint } from './values.ts'

/**
 * Value date, entry date or four blanks, mark, letter of the currency, amount, type, the customer's reference, after
 * two slashes the bank's.
 */
const LINE =
  /^(?<valueDate>\d{6})(?<entryDate>\d{4}| {4})?(?<mark>RC|RD|EC|ED|C|D)(?<fundsCode>[A-Z])?(?<amount>\d[\d.]*,?\d*|,\d+) ?(?<type>[A-Z][A-Z0-9 ]{3})?(?<references>.*)$/

/** The `:61:` and the `:86:` that follow it, as JSON. */
export function readEntry({ lines, at }: Field, information: readonly string[]) {
  const [first = '', ...supplementary] = lines
  const { amount = '', references = '', ...parts } = LINE.exec(first.trimEnd())?.groups ?? {}
  if (amount === '') return { unreadable: `line ${at}, ":61:${first}"`, information }
  const [customerReference = '', ...bankReference] = references.split('//')
  return {
    ...parts,
    amount: withPoint(amount),
    customerReference: customerReference.trim(),
    bankReference: bankReference.join('//').trim(),
    supplementary: supplementary.join('\n'),
    information,
  }
}

const entry = z.looseObject({
  unreadable: optionalText.refine((it) => it === null, {
    error: ({ input }) => `${String(input)} is not of the form of an entry`,
    abort: true,
  }),
  valueDate: z.string('is missing').optional(),
  entryDate: optionalText,
  mark: z.enum(['C', 'D', 'RC', 'RD', 'EC', 'ED'], 'must be C, D, RC, RD, EC or ED').optional(),
  amount: exactDecimal.optional(),
  type: optionalText,
  customerReference: optionalText,
  bankReference: optionalText,
  supplementary: optionalText,
  information: listOf(optionalText).transform((all) => all.filter((it) => it !== null)),
})

/** An entry, read to what all formats have in common. */
export const mtEntry = entry.transform((it, context): Booking => {
  const { amount, mark, valueDate } = it
  const value = readDay(valueDate ?? '')
  if (amount === undefined || mark === undefined || value === null) {
    context.addIssue(
      `is no entry: value date ${valueDate ?? '?'}, mark ${mark ?? '?'}, amount ${amount ?? '?'}`,
    )
    return z.NEVER
  }
  const booked = it.entryDate === null ? null : readEntryDay(it.entryDate, value.on)
  // A reversed credit takes away, a reversed debit gives back.
  const isOut = mark === 'D' || mark === 'ED' || mark === 'RC'
  const money = { amount: isOut ? negate(amount) : amount, currency: null }
  const information = readInformation(it.information)
  const original = originalIn([...it.information, it.supplementary ?? ''], money.amount)
  const payment: Payment = {
    amount: money,
    parties: information.name === null ? [] : [{ name: information.name, account: information.account }],
    reference: referenceOrNull(information.reference) ?? referenceOrNull(it.customerReference),
    remittance: information.remittance,
    bankText: information.bankText,
    original,
  }
  return {
    isBooked: !mark.startsWith('E'),
    isStatusTold: true,
    // By SWIFT's description it stands there where it is another day than the value date.
    bookedOn: booked?.on ?? value.on,
    bookedAt: null,
    valueOn: value.on,
    money,
    bankReference: referenceOrNull(it.bankReference),
    codes: { iso: null, gvc: information.gvc, swift: it.type?.slice(1).trim() || null, own: null },
    bankText: information.bankText ?? inOneLine(it.supplementary),
    payments: [payment],
    isBatch: false,
    charges: [],
    original,
    findings: [
      ...corrected(value, valueDate),
      ...(booked === null && it.entryDate !== null ? [noDay(it.entryDate, value.on)] : []),
      ...corrected(booked, it.entryDate),
    ],
  }
})

const noDay = (written: string, valueOn: string): Finding =>
  unreadableValue(`The entry date ${written} is no day; taken is the value date, ${valueOn}.`, 'entry')
