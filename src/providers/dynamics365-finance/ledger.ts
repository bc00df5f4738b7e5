import { z } from 'zod'
import { companyOf, isCompany } from './company.ts'
import { unreadable } from './errors.ts'
import { allRows, type Reader } from './listing.ts'
import { equals } from './query.ts'
import { code, optionalCode } from './values.ts'

const ledgerRow = z.object({
  LegalEntityId: code,
  ChartOfAccounts: optionalCode,
  FiscalCalendar: optionalCode,
})

/** The row as received; undefined when the legal entity has no ledger yet. */
export async function ledgerRowOf(reader: Reader): Promise<unknown> {
  const company = companyOf(reader.source.remoteId)
  const query = {
    set: 'Ledgers',
    select: [
      'LegalEntityId',
      'Name',
      'AccountingCurrency',
      'ReportingCurrency',
      'ChartOfAccounts',
      'FiscalCalendar',
    ],
    filter: equals('LegalEntityId', company),
    orderBy: ['LegalEntityId'],
  }
  const { rows } = await allRows(reader, query, 10)
  return rows.find((row) => isCompany(ledgerRow.safeParse(row).data?.LegalEntityId ?? '', company))
}

/** Which chart of accounts and which calendar the company keeps its books by. */
export async function ledgerOf(reader: Reader): Promise<z.output<typeof ledgerRow>> {
  const ledger = ledgerRow.safeParse(await ledgerRowOf(reader))
  if (ledger.success) return ledger.data
  throw unreadable(`Dynamics tells no ledger of the legal entity ${companyOf(reader.source.remoteId)}.`)
}
