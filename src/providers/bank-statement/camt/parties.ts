import { z } from 'zod'
import type { Payment } from '../model.ts'
import { inOneLine } from '../wording.ts'
import { type Direction, optional, optionalText } from './fields.ts'

const named = optional(z.looseObject({ Nm: optionalText }))
const agent = optional(z.looseObject({ FinInstnId: named }))

/** A name beside it until version 07, within `Pty` or as a bank's within `Agt` from 08 on. */
const party = optional(z.looseObject({ Nm: optionalText, Pty: named, Agt: agent })).transform((it) =>
  inOneLine(it?.Nm ?? it?.Pty?.Nm ?? it?.Agt?.FinInstnId?.Nm ?? null),
)
const account = optional(
  z.looseObject({
    Id: optional(z.looseObject({ IBAN: optionalText, Othr: optional(z.looseObject({ Id: optionalText })) })),
  }),
).transform((it) => (it?.Id?.IBAN ?? it?.Id?.Othr?.Id)?.replaceAll(/\s/g, '') ?? null)

export const parties = optional(
  z.looseObject({
    Dbtr: party,
    DbtrAcct: account,
    UltmtDbtr: party,
    Cdtr: party,
    CdtrAcct: account,
    UltmtCdtr: party,
  }),
)

/**
 * Who paid what came in, who got what went out; then the other one, who is meant where only one is named. What came
 * back names the parties of the payment that it was.
 */
export function partiesOf(
  all: z.output<typeof parties>,
  { way, isReturn }: { way: Direction; isReturn: boolean },
): Payment['parties'] {
  if (all === null) return []
  const debtor = { name: all.Dbtr ?? all.UltmtDbtr, account: all.DbtrAcct }
  const creditor = { name: all.Cdtr ?? all.UltmtCdtr, account: all.CdtrAcct }
  const isDebtor = (way === 'CRDT') !== isReturn
  return (isDebtor ? [debtor, creditor] : [creditor, debtor]).flatMap(({ name, account }) =>
    name === null ? [] : [{ name, account }],
  )
}
