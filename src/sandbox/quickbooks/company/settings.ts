import type { JsonObject } from '../json.ts'
import { QUICKBOOKS_REALM_ID } from '../credentials.ts'

export const companyInfo = (startedOn: string): JsonObject => ({
  CompanyName: 'Larkfield Works',
  LegalName: 'Larkfield Works Inc',
  CompanyAddr: {
    Id: '1',
    Line1: '12 Pier Road',
    City: 'Oakland',
    CountrySubDivisionCode: 'CA',
    PostalCode: '94607',
  },
  LegalAddr: {
    Id: '1',
    Line1: '12 Pier Road',
    City: 'Oakland',
    CountrySubDivisionCode: 'CA',
    PostalCode: '94607',
  },
  PrimaryPhone: { FreeFormNumber: '(510) 555-0100' },
  CompanyStartDate: startedOn,
  FiscalYearStartMonth: 'January',
  Country: 'US',
  Email: { Address: 'books@larkfield-works.example' },
  SupportedLanguages: 'en',
  DefaultTimeZone: 'America/Los_Angeles',
  NameValue: [
    { Name: 'NeoEnabled', Value: 'true' },
    { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
    { Name: 'CompanyRealm', Value: QUICKBOOKS_REALM_ID },
  ],
})

/** Without `closedOn` the books were never closed, and the field is missing. */
export const preferences = (closedOn: string | null): JsonObject => ({
  AccountingInfoPrefs: {
    UseAccountNumbers: true,
    TrackDepartments: true,
    DepartmentTerminology: 'Location',
    ClassTrackingPerTxn: false,
    ClassTrackingPerTxnLine: true,
    FirstMonthOfFiscalYear: 'January',
    TaxYearMonth: 'January',
    CustomerTerminology: 'Customers',
    ...(closedOn === null ? {} : { BookCloseDate: closedOn }),
  },
  SalesFormsPrefs: { CustomTxnNumbers: true, AllowDiscount: true, AllowDeposit: true },
  TaxPrefs: { UsingSalesTax: true },
  CurrencyPrefs: {
    MultiCurrencyEnabled: true,
    HomeCurrency: { value: 'USD', name: 'United States Dollar' },
  },
  ReportPrefs: { ReportBasis: 'Accrual' },
  OtherPrefs: { NameValue: [{ Name: 'SalesFormsPrefs.DefaultTerms', Value: '3' }] },
})
