import { z } from 'zod'
import { Entries } from './entries.ts'
import { accountReference } from './fields.ts'
import { asListed } from './unread.ts'

const LISTS = ['booked', 'pending'] as const

const list = z.array(z.unknown()).nullish()
const report = z.looseObject({
  /** Left out by those who collect from many banks; one that cannot be read names no account either. */
  account: z
    .record(z.string(), z.unknown())
    .refine((it) => accountReference.safeParse(it).success)
    .nullish()
    .catch(null),
  transactions: z
    .looseObject({ booked: list, pending: list })
    .refine((it) => LISTS.some((name) => Array.isArray(it[name]))),
})

/** The transactions of a report, each with its account and its list, of which it says nothing by itself. */
export function transactionsIn(answer: unknown): unknown[] | null {
  const read = report.safeParse(answer).data
  if (read === undefined) return null
  const account = read.account ?? {}
  const entries = new Entries({ reference: account })
  return LISTS.flatMap((name) =>
    (read.transactions[name] ?? []).map(
      (raw) => entries.read(name, raw)?.record() ?? asListed(raw, { account, as: name }),
    ),
  )
}
