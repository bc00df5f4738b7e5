// Which streams are read anew after an event. A payment that is posted settles the invoices that it marks.

const POSTED: Readonly<Record<string, readonly string[]>> = {
  CustFreeTextInvoicePostedBusinessEvent: ['free_text_invoices'],
  FreeTextInvoicePostedBusinessEvent: ['free_text_invoices'],
  SalesInvoicePostedBusinessEvent: ['sales_invoices'],
  VendorInvoicePostedBusinessEvent: ['vendor_invoices'],
  VendInvoicePostedBusinessEvent: ['vendor_invoices'],
  CustomerPaymentPostedBusinessEvent: ['customer_payments', 'free_text_invoices', 'sales_invoices'],
  CustPaymentPostedBusinessEvent: ['customer_payments', 'free_text_invoices', 'sales_invoices'],
  VendorPaymentPostedBusinessEvent: ['vendor_payments', 'vendor_invoices'],
  VendPaymentPostedBusinessEvent: ['vendor_payments', 'vendor_invoices'],
  LedgerJournalPostedBusinessEvent: ['journal_entries'],
}

/** By the entity of a data event, "CustCustomerV3Entity_DataEvent_Create". */
const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  LedgerEntity: ['legal_entities'],
  MainAccountEntity: ['main_accounts'],
  BankAccountEntity: ['bank_accounts'],
  DimensionAttributeEntity: ['dimensions'],
  FinancialDimensionValueEntity: ['dimensions'],
  TaxCodeEntity: ['tax_codes'],
  LedgerFiscalPeriodEntity: ['fiscal_periods'],
  CustCustomerV3Entity: ['customers'],
  VendVendorV2Entity: ['vendors'],
  CustFreeTextInvoiceHeaderEntity: ['free_text_invoices'],
  CustFreeTextInvoiceLineEntity: ['free_text_invoices'],
  SalesInvoiceHeaderV2Entity: ['sales_invoices'],
  VendInvoiceJournalHeaderEntity: ['vendor_invoices'],
  VendInvoiceJournalLineEntity: ['vendor_invoices'],
  CustomerPaymentJournalHeaderEntity: ['customer_payments', 'free_text_invoices', 'sales_invoices'],
  CustomerPaymentJournalLineEntity: ['customer_payments', 'free_text_invoices', 'sales_invoices'],
  VendorPaymentJournalHeaderEntity: ['vendor_payments', 'vendor_invoices'],
  VendorPaymentJournalLineEntity: ['vendor_payments', 'vendor_invoices'],
  LedgerJournalHeaderEntity: ['journal_entries'],
  LedgerJournalLineEntity: ['journal_entries'],
}

const DATA_EVENT = /^(.+)_DataEvent_(?:Create|Update|Delete)$/i

/** None for an event that nobody here knows. */
export function streamsOf(businessEventId: string): readonly string[] {
  const entity = DATA_EVENT.exec(businessEventId)?.[1]
  return entity === undefined ? find(POSTED, businessEventId) : find(ENTITIES, entity)
}

const find = (table: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] =>
  Object.hasOwn(table, name) ? (table[name] ?? []) : []
