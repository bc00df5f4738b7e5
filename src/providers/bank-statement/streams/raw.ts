import { z } from 'zod'
import { exactDecimal, orNull, text } from '../../toolkit/exact.ts'
import { camtEntry } from '../camt/entry.ts'
import { camtHead } from '../camt/head.ts'
import type { AccountName } from '../model.ts'
import { mtEntry } from '../mt/entry.ts'
import { mtHead } from '../mt/head.ts'

// What read.ts makes of files: the parts as received, and around them, under names of ours, where they were.

const account: z.ZodType<AccountName> = z.looseObject({ number: text, currency: orNull(text) })
const kind = z.enum(['052', '053', '054', '940', '942'])
const context = { id: text, account, asOf: z.iso.datetime(), kind }

const camt = z.looseObject({ format: z.literal('camt'), entry: camtEntry })
const mt = z.looseObject({ format: z.literal('mt'), entry: mtEntry })
const booking = {
  ...context,
  /** By what it is known within its account and day. */
  part: text,
  /** After it. */
  balance: orNull(exactDecimal),
}

const interim = z.looseObject({
  ...context,
  format: z.literal('interim'),
  entries: z.array(z.discriminatedUnion('format', [camt.extend({ part: text }), mt.extend({ part: text })])),
})

/** A booking, or all of an account that is not final. */
export const transactionRaw = z.discriminatedUnion('format', [
  camt.extend(booking),
  mt.extend(booking),
  interim,
])
export type TransactionRaw = z.output<typeof transactionRaw>

export const notificationRaw = camt.extend(context)
export type NotificationRaw = z.output<typeof notificationRaw>

const statement = {
  id: text,
  account,
  asOf: z.iso.datetime(),
  kind,
  booked: z.looseObject({
    count: z.int(),
    unreadable: z.int(),
    total: exactDecimal,
    first: orNull(z.iso.date()),
    last: orNull(z.iso.date()),
  }),
}

export const statementRaw = z.discriminatedUnion('format', [
  z.looseObject({ ...statement, format: z.literal('camt'), statement: camtHead }),
  z.looseObject({ ...statement, format: z.literal('mt'), statement: mtHead }),
])
export type StatementRaw = z.output<typeof statementRaw>
