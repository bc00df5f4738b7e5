// Small statements made to order, for what one thing in them changes.

export interface Made {
  id?: string
  number?: number
  on?: string
  opening?: string
  closing?: string
  entries?: readonly string[]
  /** Further elements of the statement, before its account. */
  more?: string
}

export const IBAN = 'DE18999900100000730014'

const balance = (type: string, amount: string, on: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`

/** One camt.053 statement; the entries' sum is not looked at. */
export function camt053(it: Made = {}): string {
  const { id = 'S1', number = 1, on = '2026-03-05', opening = '100.00', closing = '100.00' } = it
  const entries = (it.entries ?? []).join('')
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-06T04:00:00Z</CreDtTm></GrpHdr><Stmt><Id>${id}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb><CreDtTm>2026-03-06T04:00:00Z</CreDtTm>${it.more ?? ''}<Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance('OPBD', opening, on)}${balance('CLBD', closing, on)}${entries}</Stmt></BkToCstmrStmt></Document>`
}

/** A booked entry; `amount` is negative where it goes out, `inner` is what follows the dates. */
export const entry = (amount: string, inner = '', on = '2026-03-05'): string =>
  `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt>${inner}</Ntry>`

/** One MT940 statement of 5 March 2026. */
export const mt940 = (lines: readonly string[], closing = 'C260305EUR100,00'): string =>
  [':20:T', `:25:${IBAN}`, ':28C:1/1', ':60F:C260304EUR100,00', ...lines, `:62F:${closing}`, '-', ''].join(
    '\r\n',
  )
