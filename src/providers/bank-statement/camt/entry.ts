import { z } from 'zod'
import { unknownValue } from '../findings.ts'
import { referenceOrNull } from '../ids.ts'
import type { Booking, Codes } from '../model.ts'
import { inOneLine } from '../wording.ts'
import { charges, chargesOf } from './charges.ts'
import {
  amount,
  direction,
  many,
  optional,
  optionalCode,
  optionalMoment,
  optionalText,
  signed,
} from './fields.ts'
import { amountDetails, exchanged, paymentOf, transactionDetails } from './payment.ts'

const transactionCode = optional(
  z.looseObject({
    Domn: optional(
      z.looseObject({
        Cd: optionalText,
        Fmly: optional(z.looseObject({ Cd: optionalText, SubFmlyCd: optionalText })),
      }),
    ),
    Prtry: optional(z.looseObject({ Cd: optionalText, Issr: optionalText })),
  }),
)

const parts = {
  Btch: optional(z.looseObject({ NbOfTxs: optionalText })),
  TxDtls: many(transactionDetails),
}

const entry = z.looseObject({
  Amt: amount,
  CdtDbtInd: direction,
  RvslInd: optionalText,
  /** Text until version 07, a code from 08 on. */
  Sts: optionalCode,
  BookgDt: optionalMoment,
  ValDt: optionalMoment,
  AcctSvcrRef: optionalText,
  BkTxCd: transactionCode,
  AmtDtls: amountDetails,
  Chrgs: charges,
  NtryDtls: many(z.looseObject(parts)),
  /** Not within `NtryDtls` in version 01. */
  ...parts,
  AddtlNtryInf: optionalText,
})

/** `Ntry`, read to what all formats have in common. */
export const camtEntry = entry.transform(bookingOf)

function bookingOf(it: z.output<typeof entry>): Booking {
  const { BookgDt, CdtDbtInd: way } = it
  const isReturn = it.RvslInd === 'true' || it.RvslInd === '1'
  const money = signed(it.Amt, way)
  const told = [...it.NtryDtls, it]
  const details = told.flatMap(({ TxDtls }) => TxDtls)
  const payments = details.map((one) => paymentOf(one, { way, isReturn, currency: money.currency }))
  const charged = chargesOf(it.Chrgs)
  const isBatch = payments.length > 1 || told.some(({ Btch }) => Number(Btch?.NbOfTxs ?? 0) > 1)
  return {
    ...stateOf(it.Sts),
    bookedOn: BookgDt?.on ?? null,
    bookedAt: BookgDt?.at ?? null,
    valueOn: it.ValDt?.on ?? null,
    money,
    bankReference: referenceOrNull(it.AcctSvcrRef),
    codes: codesOf(it.BkTxCd),
    bankText: inOneLine(it.AddtlNtryInf),
    payments,
    isBatch,
    // Told of the whole, or of each part.
    charges: charged.length > 0 ? charged : details.flatMap(({ Chrgs }) => chargesOf(Chrgs)),
    original: isBatch ? null : (exchanged(it.AmtDtls, money) ?? payments[0]?.original ?? null),
  }
}

/** What is only expected or told for information is not booked. */
function stateOf(word: string | null): Pick<Booking, 'isBooked' | 'isStatusTold' | 'findings'> {
  const isStatusTold = word !== null
  if (word === null || word === 'BOOK') return { isBooked: true, isStatusTold, findings: [] }
  if (['PDNG', 'INFO', 'FUTR'].includes(word)) return { isBooked: false, isStatusTold, findings: [] }
  return { isBooked: null, isStatusTold, findings: [unknownValue('status', word, 'entry', 'Sts')] }
}

function codesOf(code: z.output<typeof transactionCode>): Codes {
  const { Domn, Prtry } = code ?? {}
  const parts = [Domn?.Cd, Domn?.Fmly?.Cd, Domn?.Fmly?.SubFmlyCd].filter((it) => it != null)
  const own = Prtry?.Cd ?? null
  // The German banks' word: SWIFT's type and their own code, "NTRF+166+9310".
  const [, swift = null, german = null] = /^(?:[NFS]([A-Z0-9]{3})\+)?(\d{3})(?:\+|$)/.exec(own ?? '') ?? []
  return { iso: parts.length > 0 ? parts.join('-') : null, gvc: german, swift, own }
}
