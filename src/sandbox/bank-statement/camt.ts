import { addDays } from '../kit/days.ts'
import {
  STATEMENT_BANK_NAME,
  STATEMENT_BIC,
  STATEMENT_CURRENCY,
  STATEMENT_IBAN,
  STATEMENT_OWNER,
} from './account.ts'
import type { Booking, StatementDay } from './bookings.ts'
import { amount, entry } from './camt-entry.ts'
import { type Content, element, nested, type Xml } from './xml.ts'

// ISO 20022, version 08 of each message.

/** camt.053: the day when it is over. */
export const statement = (day: StatementDay): string =>
  message('camt.053.001.08', 'BkToCstmrStmt', 'Stmt', day, `${addDays(day.on, 1)}T04:10:00Z`, [
    balance('OPBD', day.opening, day),
    balance('CLBD', day.closing, day),
    ...day.bookings.map((it) => entry(it, { details: it.detailsApart !== true })),
  ])

/** camt.052: the day so far. */
export const intraday = (day: StatementDay, now: Date): string =>
  message('camt.052.001.08', 'BkToCstmrAcctRpt', 'Rpt', day, toSeconds(now), [
    balance('OPBD', day.opening, day),
    balance('ITBD', day.closing, day),
    ...day.bookings.map((it) => entry(it, { details: true })),
  ])

/** camt.054: what one batch booking is made of. */
export const advice = (day: StatementDay, batch: Booking): string =>
  message('camt.054.001.08', 'BkToCstmrDbtCdtNtfctn', 'Ntfctn', day, `${day.on}T18:30:00Z`, [
    entry(batch, { details: true }),
  ])

function message(
  name: string,
  root: string,
  report: string,
  { number, on }: StatementDay,
  createdAt: string,
  content: Content,
): string {
  const id = `${on.replaceAll('-', '')}-${String(number).padStart(5, '0')}`
  const header = element('GrpHdr', [
    element('MsgId', `ALSTER-${name.slice(5, 8)}-${id}`),
    element('CreDtTm', createdAt),
    element('MsgPgntn', [element('PgNb', 1), element('LastPgInd', 'true')]),
  ])
  const body = element(report, [
    element('Id', `${name.slice(5, 8)}-${id}`),
    element('ElctrncSeqNb', number),
    element('CreDtTm', createdAt),
    element('FrToDt', [element('FrDtTm', `${on}T00:00:00Z`), element('ToDtTm', `${on}T23:59:59Z`)]),
    account(),
    content,
  ])
  const namespace = { xmlns: `urn:iso:std:iso:20022:tech:xsd:${name}` }
  const document = element('Document', element(root, [header, body]), namespace)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.xml}\n`
}

const account = (): Xml =>
  element('Acct', [
    nested(['Id', 'IBAN'], STATEMENT_IBAN),
    element('Ccy', STATEMENT_CURRENCY),
    nested(['Ownr', 'Nm'], STATEMENT_OWNER),
    nested(['Svcr', 'FinInstnId'], [element('BICFI', STATEMENT_BIC), element('Nm', STATEMENT_BANK_NAME)]),
  ])

const balance = (type: string, minor: number, { on }: StatementDay): Xml =>
  element('Bal', [nested(['Tp', 'CdOrPrtry', 'Cd'], type), ...amount(minor), nested(['Dt', 'Dt'], on)])

const toSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
