import type { Json } from './json.ts'

export interface EntityKind {
  /** Name lists are never deleted: they become inactive. Documents are. Settings are only read. */
  family: 'list' | 'document' | 'settings'
  /** Its query answers carry totalCount; others leave it out. */
  counted?: true
  /** Not seen by change data capture. */
  uncaptured?: true
  readOnly?: true
  /** What it can hold beside Id, SyncToken and MetaData: what may be written and what may be asked for. */
  fields: string
}

const TRANSACTION =
  'DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate PrivateNote LinkedTxn Line TxnTaxDetail'
const SALE = `${TRANSACTION} CustomerRef CustomerMemo BillAddr ShipAddr ClassRef TotalAmt HomeTotalAmt ApplyTaxAfterDiscount GlobalTaxCalculation PrintStatus EmailStatus BillEmail Balance HomeBalance`
const NAME = 'Name ParentRef FullyQualifiedName Active'
const PARTY =
  'Title GivenName MiddleName FamilyName Suffix CompanyName DisplayName PrintOnCheckName Active PrimaryPhone PrimaryEmailAddr WebAddr BillAddr Notes AcctNum CurrencyRef Balance'

/** The objects of the Accounting API that are played here. */
export const ENTITIES = {
  Account: {
    family: 'list',
    fields: `${NAME} SubAccount Description Classification AccountType AccountSubType AcctNum CurrentBalance CurrentBalanceWithSubAccounts CurrencyRef`,
  },
  Customer: {
    family: 'list',
    fields: `${PARTY} FullyQualifiedName ParentRef Taxable Job BillWithParent BalanceWithJobs PreferredDeliveryMethod IsProject DefaultTaxCodeRef ShipAddr SalesTermRef`,
  },
  Vendor: { family: 'list', fields: `${PARTY} Vendor1099 TaxIdentifier TermRef` },
  Item: { family: 'list', fields: `${NAME} Description Taxable UnitPrice Type IncomeAccountRef` },
  Class: { family: 'list', fields: `${NAME} SubClass` },
  Department: { family: 'list', fields: `${NAME} SubDepartment` },
  TaxAgency: {
    family: 'list',
    uncaptured: true,
    readOnly: true,
    fields: 'DisplayName TaxTrackedOnPurchases TaxTrackedOnSales',
  },
  TaxRate: {
    family: 'list',
    uncaptured: true,
    readOnly: true,
    fields: 'Name Description Active RateValue AgencyRef SpecialTaxType DisplayType EffectiveTaxRate',
  },
  TaxCode: {
    family: 'list',
    uncaptured: true,
    readOnly: true,
    fields: 'Name Description Active Hidden Taxable TaxGroup SalesTaxRateList PurchaseTaxRateList',
  },
  CompanyCurrency: { family: 'list', uncaptured: true, readOnly: true, fields: 'Code Name Active' },
  Invoice: {
    family: 'document',
    counted: true,
    fields: `${SALE} DueDate SalesTermRef AllowIPNPayment AllowOnlinePayment AllowOnlineCreditCardPayment AllowOnlineACHPayment`,
  },
  CreditMemo: { family: 'document', fields: `${SALE} RemainingCredit InvoiceRef` },
  Payment: {
    family: 'document',
    fields: `${TRANSACTION} CustomerRef DepositToAccountRef PaymentMethodRef PaymentRefNum TotalAmt UnappliedAmt ProcessPayment`,
  },
  Bill: {
    family: 'document',
    counted: true,
    fields: `${TRANSACTION} VendorRef APAccountRef SalesTermRef DueDate TotalAmt Balance HomeBalance`,
  },
  VendorCredit: { family: 'document', fields: `${TRANSACTION} VendorRef APAccountRef TotalAmt Balance` },
  BillPayment: {
    family: 'document',
    fields: `${TRANSACTION} VendorRef APAccountRef PayType CheckPayment CreditCardPayment TotalAmt`,
  },
  Purchase: {
    family: 'document',
    fields: `${TRANSACTION} AccountRef PaymentMethodRef PaymentType EntityRef Credit TotalAmt PrintStatus`,
  },
  Deposit: {
    family: 'document',
    counted: true,
    fields: `${TRANSACTION} DepositToAccountRef TotalAmt HomeTotalAmt`,
  },
  Transfer: { family: 'document', fields: `${TRANSACTION} FromAccountRef ToAccountRef Amount` },
  JournalEntry: {
    family: 'document',
    counted: true,
    fields: `${TRANSACTION} Adjustment TotalAmt HomeTotalAmt`,
  },
  CompanyInfo: {
    family: 'settings',
    uncaptured: true,
    readOnly: true,
    fields:
      'CompanyName LegalName CompanyAddr LegalAddr Country FiscalYearStartMonth CompanyStartDate PrimaryPhone Email SupportedLanguages DefaultTimeZone NameValue',
  },
  Preferences: {
    family: 'settings',
    uncaptured: true,
    readOnly: true,
    fields: 'AccountingInfoPrefs SalesFormsPrefs TaxPrefs CurrencyPrefs ReportPrefs OtherPrefs',
  },
} as const satisfies Record<string, EntityKind>

export type EntityName = keyof typeof ENTITIES

export const kindOf = (name: EntityName): EntityKind => ENTITIES[name]

export const ENTITY_NAMES = Object.keys(ENTITIES) as readonly EntityName[]

const BY_PATH = new Map(ENTITY_NAMES.map((name) => [name.toLowerCase(), name]))

/** By any spelling: "Invoice", "invoice". */
export const findEntityName = (name: string): EntityName | undefined => BY_PATH.get(name.toLowerCase())

const FIELDS = new Map(ENTITY_NAMES.map((name) => [name, new Set<string>(kindOf(name).fields.split(' '))]))

const EVERYWHERE = new Set(['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'CustomField'])

export const hasField = (name: EntityName, field: string): boolean =>
  EVERYWHERE.has(field) || FIELDS.get(name)?.has(field) === true

export type MetaData = { readonly CreateTime: string; readonly LastUpdatedTime: string }

/** As the API answers it. Its own fields may be replaced; what lies below them never changes. */
export type Entity = {
  Id: string
  SyncToken: string
  MetaData: MetaData
  [field: string]: Json | undefined
}
