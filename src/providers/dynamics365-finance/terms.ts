import { z } from 'zod'
import { orNull } from '../toolkit/exact.ts'
import { companyOf } from './company.ts'
import type { Reader } from './listing.ts'
import { equals } from './query.ts'
import { rowsWhereServed } from './setup.ts'
import { optionalCode } from './values.ts'

// Sales invoices name their terms of payment, and no due date.

const wholeNumber = orNull(z.coerce.number().int().nonnegative())

/** A row of `PaymentTerms`, as it is put beside each invoice that names it. */
export const optionalTerms = orNull(
  z.object({
    PaymentMethodType: optionalCode,
    NumberOfDays: wholeNumber,
    NumberOfMonths: wholeNumber,
    PaymentDayName: optionalCode,
    PaymentScheduleName: optionalCode,
    CustomerDueDateUpdatePolicy: optionalCode,
  }),
)

const MOST_ROWS = 10_000
const DAY_MS = 86_400_000

export const readTerms = (reader: Reader): Promise<unknown[]> =>
  rowsWhereServed(
    reader,
    {
      set: 'PaymentTerms',
      // Whole rows: releases differ in the fields, and the list is short.
      filter: equals('dataAreaId', companyOf(reader.source.remoteId)),
      orderBy: ['Name'],
    },
    MOST_ROWS,
  )

/** So many days after the invoice, for terms that say no more than that. Of any other the day is not told: null. */
export function dueOn(invoicedOn: string | null, terms: z.output<typeof optionalTerms>): string | null {
  if (invoicedOn === null || terms?.PaymentMethodType !== 'Net' || terms.NumberOfDays === null) return null
  const { NumberOfMonths, PaymentDayName, PaymentScheduleName, CustomerDueDateUpdatePolicy: policy } = terms
  const isPlain =
    NumberOfMonths === 0 &&
    PaymentDayName === null &&
    PaymentScheduleName === null &&
    // Releases before there were such policies move no due date.
    (policy ?? 'NoUpdate') === 'NoUpdate'
  if (!isPlain) return null
  const due = Date.parse(`${invoicedOn}T00:00:00Z`) + terms.NumberOfDays * DAY_MS
  return new Date(due).toISOString().slice(0, 10)
}
