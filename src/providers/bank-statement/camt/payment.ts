import { z } from 'zod'
import { originalOf } from '../exchange.ts'
import { referenceOrNull } from '../ids.ts'
import type { Money, Payment } from '../model.ts'
import { inOneLine } from '../wording.ts'
import { charges } from './charges.ts'
import {
  type Direction,
  direction,
  many,
  optional,
  optionalAmount,
  optionalCurrency,
  optionalDecimal,
  optionalText,
  signed,
  text,
  texts,
} from './fields.ts'
import { parties, partiesOf } from './parties.ts'

const exchange = optional(
  z.looseObject({
    SrcCcy: optionalCurrency,
    TrgtCcy: optionalCurrency,
    UnitCcy: optionalCurrency,
    XchgRate: optionalDecimal,
  }),
)
const amountAndExchange = optional(z.looseObject({ Amt: optionalAmount, CcyXchg: exchange }))

export const amountDetails = optional(
  z.looseObject({
    InstdAmt: amountAndExchange,
    TxAmt: amountAndExchange,
    CntrValAmt: amountAndExchange,
  }),
)

const creditorReference = z.looseObject({ Ref: optionalText })
const structured = z.looseObject({
  RfrdDocInf: many(z.looseObject({ Nb: optionalText })),
  CdtrRefInf: optional(creditorReference),
  AddtlRmtInf: texts,
})

/** `TxDtls`. */
export const transactionDetails = z.looseObject({
  Refs: optional(
    z.looseObject({
      EndToEndId: optionalText,
      MndtId: optionalText,
      ChqNb: optionalText,
      TxId: optionalText,
    }),
  ),
  Amt: optionalAmount,
  CdtDbtInd: optional(direction),
  AmtDtls: amountDetails,
  Chrgs: charges,
  RltdPties: parties,
  RmtInf: optional(z.looseObject({ Ustrd: many(text), Strd: many(structured) })),
  RtrInf: optional(z.looseObject({})),
  AddtlTxInf: optionalText,
})

type Details = z.output<typeof transactionDetails>
type AmountDetails = z.output<typeof amountDetails>

interface Around {
  way: Direction
  isReturn: boolean
  /** Null: that of the account. */
  currency: string | null
}

export function paymentOf(details: Details, around: Around): Payment {
  const { Refs, AmtDtls, RltdPties, RmtInf, RtrInf, AddtlTxInf } = details
  // Version 02 has none and version 08 may leave it out: a detail then goes the way of its entry.
  const way = details.CdtDbtInd ?? around.way
  const documents = RmtInf?.Strd ?? []
  const creditorReference = documents.find((it) => it.CdtrRefInf?.Ref)?.CdtrRefInf?.Ref ?? null
  const document = documents.flatMap((it) => it.RfrdDocInf).find((it) => it.Nb !== null)?.Nb ?? null
  const money = moneyOf(details, around.currency)
  const amount = money && signed(money, way)
  return {
    amount,
    parties: partiesOf(RltdPties, { way, isReturn: around.isReturn || RtrInf !== null }),
    reference:
      referenceOrNull(Refs?.EndToEndId ?? null) ??
      referenceOrNull(creditorReference) ??
      referenceOrNull(document ?? Refs?.ChqNb ?? Refs?.MndtId ?? null),
    remittance:
      inOneLine((RmtInf?.Ustrd ?? []).join(' ')) ??
      inOneLine(documents.flatMap((it) => it.AddtlRmtInf).join(' ')) ??
      inOneLine(creditorReference ?? document),
    bankText: inOneLine(AddtlTxInf),
    original: amount && exchanged(AmtDtls, amount),
  }
}

/** That in the booking's currency, when there are several. */
function moneyOf({ Amt, AmtDtls }: Details, currency: string | null): Money | null {
  const told = [Amt, AmtDtls?.TxAmt?.Amt, AmtDtls?.InstdAmt?.Amt].filter((it) => it != null)
  return told.find((it) => it.currency === currency) ?? told[0] ?? null
}

/** What was paid in another currency, as it is told or by the rate. */
export function exchanged(all: AmountDetails, booked: Money): Payment['original'] {
  if (all === null) return null
  const { InstdAmt, TxAmt, CntrValAmt } = all
  const rate = [InstdAmt, TxAmt, CntrValAmt].find((it) => it?.CcyXchg)?.CcyXchg
  return originalOf(
    booked,
    [InstdAmt?.Amt ?? null, CntrValAmt?.Amt ?? null, TxAmt?.Amt ?? null],
    rate ? { source: rate.SrcCcy, target: rate.TrgtCcy, unit: rate.UnitCcy, rate: rate.XchgRate } : null,
  )
}
