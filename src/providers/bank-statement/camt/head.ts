import { z } from 'zod'
import { unreadableValue } from '../findings.ts'
import type { Balance, Head } from '../model.ts'
import {
  amount,
  direction,
  many,
  optional,
  optionalAmount,
  optionalCode,
  optionalCurrency,
  optionalMoment,
  optionalText,
  signed,
} from './fields.ts'

const institution = optional(
  z.looseObject({
    FinInstnId: optional(z.looseObject({ Nm: optionalText, BICFI: optionalText, BIC: optionalText })),
  }),
)

const other = optional(z.looseObject({ Id: optionalText }))
/** `Othr` goes by other names in version 01. */
const accountId = optional(
  z.looseObject({
    IBAN: optionalText,
    Othr: other,
    BBAN: optionalText,
    UPIC: optionalText,
    PrtryAcct: other,
  }),
).transform((it) => it?.IBAN ?? it?.Othr?.Id ?? it?.BBAN ?? it?.UPIC ?? it?.PrtryAcct?.Id ?? null)

const camtAccount = z.looseObject({
  Id: accountId,
  Tp: optionalCode,
  Ccy: optionalCurrency,
  Nm: optionalText,
  Svcr: institution,
})

const balance = z.looseObject({
  Tp: optional(z.looseObject({ CdOrPrtry: optionalCode, SubTp: optionalCode })),
  CdtLine: many(z.looseObject({ Amt: optionalAmount })),
  Amt: amount,
  CdtDbtInd: direction,
  /** Always there, by the standard; without it nobody knows of when the balance is. */
  Dt: optionalMoment.refine((it) => it !== null, 'is missing'),
})

const period = optional(z.looseObject({ FrDtTm: optionalText, ToDtTm: optionalText }))

/** `Stmt`, `Rpt` or `Ntfctn` without its entries, read to what all formats have in common. */
const head = z.looseObject({
  Id: optionalText,
  StmtPgntn: optional(z.looseObject({ PgNb: optionalText })),
  RptPgntn: optional(z.looseObject({ PgNb: optionalText })),
  ElctrncSeqNb: optionalText,
  LglSeqNb: optionalText,
  CreDtTm: optionalText,
  FrToDt: period,
  Acct: optional(camtAccount),
  Bal: many(z.unknown()),
})

export const camtHead = head.transform(headOf)

function headOf(it: z.output<typeof head>): Head {
  const { Acct, StmtPgntn, RptPgntn } = it
  const read = it.Bal.map((one) => balance.safeParse(one))
  const balances = read.flatMap(({ data }) => data ?? [])
  const bank = Acct?.Svcr?.FinInstnId
  return {
    number: Acct?.Id ?? null,
    currency: Acct?.Ccy ?? balances.find(({ Amt }) => Amt.currency !== null)?.Amt.currency ?? null,
    name: Acct?.Nm ?? null,
    institution: bank?.Nm ?? bank?.BICFI ?? bank?.BIC ?? null,
    accountType: Acct?.Tp ?? null,
    identifier: it.Id,
    sequence: numberIn(it.ElctrncSeqNb) ?? numberIn(it.LglSeqNb),
    page: StmtPgntn?.PgNb ?? RptPgntn?.PgNb ?? null,
    from: it.FrToDt?.FrDtTm ?? null,
    to: it.FrToDt?.ToDtTm ?? null,
    createdAt: it.CreDtTm,
    opening: pick(balances, ['OPBD', 'PRCD'], 'first'),
    closing: pick(balances, ['CLBD', 'ITBD'], 'last'),
    available: pick(balances, ['CLAV', 'ITAV'], 'last'),
    limit: balances.flatMap((one) => one.CdtLine).find(({ Amt }) => Amt !== null)?.Amt?.amount ?? null,
    findings: read
      .filter(({ success }) => !success)
      .map(() =>
        unreadableValue('A balance of the statement cannot be read, and counts for nothing.', 'Bal'),
      ),
  }
}

const numberIn = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null

/** Of the first type that there is; a statement of several days may have such balances of each of them. */
function pick(
  balances: readonly z.output<typeof balance>[],
  types: readonly string[],
  which: 'first' | 'last',
): Balance | null {
  for (const type of types) {
    const those = balances
      .filter((it) => it.Tp?.CdOrPrtry === type)
      // What is carried from one page to the next counts only where there is nothing else.
      .map((it) => ({ isCarried: it.Tp?.SubTp === 'INTM', on: it.Dt.on, it }))
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    const final = those.filter((it) => !it.isCarried)
    const found = (final.length > 0 ? final : those).at(which === 'first' ? 0 : -1)?.it
    if (found !== undefined) {
      return { ...signed(found.Amt, found.CdtDbtInd), on: found.Dt.on, at: found.Dt.at }
    }
  }
  return null
}
