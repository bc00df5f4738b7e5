import { alsoListed, Table, type Listed } from '../odata/table.ts'
import { fiscalCalendars, fiscalPeriods, fiscalYears, ledgerFiscalPeriods } from './calendar.ts'
import { customers } from './customers.ts'
import * as dimensions from './dimensions.ts'
import * as ledger from './ledger.ts'
import * as organization from './organization.ts'
import { customerGroups, vendorGroups } from './parties.ts'
import * as payable from './payable.ts'
import * as payments from './payments.ts'
import * as receivable from './receivable.ts'
import { taxCodes, taxGroupDatas, taxGroups, taxItemGroups } from './tax.ts'
import { V2_ALONE, vendors } from './vendors.ts'

export type Tables = ReturnType<typeof createTables>
/** A stored row of a table, by the table's name here. */
export type RowOf<Name extends keyof Tables> = ReturnType<Tables[Name]['rows']>[number]

/** Empty tables, that take their RecIds from one sequence. */
export function createTables(nextRecId: () => number) {
  return {
    legalEntities: new Table(organization.legalEntities, nextRecId),
    companies: new Table(organization.companies, nextRecId),
    ledgers: new Table(organization.ledgers, nextRecId),
    currencies: new Table(organization.currencies, nextRecId),
    exchangeRates: new Table(organization.exchangeRates, nextRecId),
    paymentTerms: new Table(organization.paymentTerms, nextRecId),
    chartOfAccounts: new Table(ledger.chartOfAccounts, nextRecId),
    mainAccounts: new Table(ledger.mainAccounts, nextRecId),
    dimensionAttributes: new Table(dimensions.dimensionAttributes, nextRecId),
    dimensionParameters: new Table(dimensions.dimensionParameters, nextRecId),
    dimensionIntegrationFormats: new Table(dimensions.dimensionIntegrationFormats, nextRecId),
    financialDimensionValues: new Table(dimensions.financialDimensionValues, nextRecId),
    bankAccounts: new Table(ledger.bankAccounts, nextRecId),
    ledgerJournalHeaders: new Table(ledger.ledgerJournalHeaders, nextRecId),
    ledgerJournalLines: new Table(ledger.ledgerJournalLines, nextRecId),
    fiscalCalendars: new Table(fiscalCalendars, nextRecId),
    fiscalYears: new Table(fiscalYears, nextRecId),
    fiscalPeriods: new Table(fiscalPeriods, nextRecId),
    ledgerFiscalPeriods: new Table(ledgerFiscalPeriods, nextRecId),
    customerGroups: new Table(customerGroups, nextRecId),
    customers: new Table(customers, nextRecId),
    vendorGroups: new Table(vendorGroups, nextRecId),
    vendors: new Table(vendors, nextRecId),
    freeTextInvoiceHeaders: new Table(receivable.freeTextInvoiceHeaders, nextRecId),
    freeTextInvoiceLines: new Table(receivable.freeTextInvoiceLines, nextRecId),
    salesInvoiceHeaders: new Table(receivable.salesInvoiceHeaders, nextRecId),
    salesInvoiceLines: new Table(receivable.salesInvoiceLines, nextRecId),
    vendorInvoiceHeaders: new Table(payable.vendorInvoiceHeaders, nextRecId),
    vendorInvoiceLines: new Table(payable.vendorInvoiceLines, nextRecId),
    vendInvoiceJournalHeaders: new Table(payable.vendInvoiceJournalHeaders, nextRecId),
    vendInvoiceJournalLines: new Table(payable.vendInvoiceJournalLines, nextRecId),
    customerPaymentHeaders: new Table(payments.customerPaymentHeaders, nextRecId),
    customerPaymentLines: new Table(payments.customerPaymentLines, nextRecId),
    vendorPaymentHeaders: new Table(payments.vendorPaymentHeaders, nextRecId),
    vendorPaymentLines: new Table(payments.vendorPaymentLines, nextRecId),
    taxCodes: new Table(taxCodes, nextRecId),
    taxGroups: new Table(taxGroups, nextRecId),
    taxGroupDatas: new Table(taxGroupDatas, nextRecId),
    taxItemGroups: new Table(taxItemGroups, nextRecId),
  }
}

/** Every entity set that is served, by its name. */
export function listed(tables: Tables): ReadonlyMap<string, Listed> {
  const { salesInvoiceLines, vendors } = tables
  const all: Listed[] = [
    ...Object.values(tables),
    alsoListed(vendors, 'VendorsV3', 'VendorV3', V2_ALONE),
    alsoListed(salesInvoiceLines, 'SalesInvoiceLines', 'SalesInvoiceLine'),
  ]
  return new Map(all.map((it) => [it.set.name, it]))
}
