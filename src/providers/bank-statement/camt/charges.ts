import { z } from 'zod'
import { negate, type DecimalText } from '../../../domain/decimal.ts'
import { direction, many, optional, optionalAmount } from './fields.ts'

/** They are only held against the sum of a batch, with which a wrong direction would not agree. */
const charge = z.looseObject({ Amt: optionalAmount, CdtDbtInd: optional(direction) })

/** A list of charges until version 03, one element with records from 04 on. */
export const charges = many(charge.extend({ Rcrd: many(charge), TtlChrgsAndTaxAmt: optionalAmount }))

/** Signed by their effect on the account: mostly negative. */
export const chargesOf = (all: z.output<typeof charges>): DecimalText[] =>
  all.flatMap(({ Rcrd, TtlChrgsAndTaxAmt, ...single }) => {
    const parts = [single, ...Rcrd].flatMap((it) => signedOf(it))
    return parts.length > 0 || TtlChrgsAndTaxAmt === null ? parts : [negate(TtlChrgsAndTaxAmt.amount)]
  })

const signedOf = ({ Amt, CdtDbtInd }: z.output<typeof charge>): DecimalText[] =>
  Amt === null ? [] : [CdtDbtInd === 'CRDT' ? Amt.amount : negate(Amt.amount)]
