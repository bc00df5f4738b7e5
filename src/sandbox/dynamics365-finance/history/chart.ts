import { CHART } from '../accounts.ts'
import type { Books } from '../books.ts'

/** Id, name, type, category, and what is said besides. */
type Account = readonly [id: string, name: string, type: string, category: string, more?: object]

const CREDIT = { DebitCreditDefault: 'Credit' }
const CLOSED_PART = { ParentMainAccountId: '607100', IsSuspended: 'Yes', ActiveTo: '2024-12-31T12:00:00Z' }
const NO_MANUAL_ENTRY = { DoNotAllowManualEntry: 'Yes' }

const ACCOUNTS: readonly Account[] = [
  ['110110', 'Bank, operating', 'Asset', 'CASH', { ForeignCurrencyRevaluation: 'Yes', Monetary: 'Yes' }],
  ['110120', 'Bank, US dollars', 'Asset', 'CASH', { DefaultCurrency: 'USD', Monetary: 'Yes' }],
  ['110130', 'Bank, pounds', 'Asset', 'CASH', { DefaultCurrency: 'GBP', Monetary: 'Yes' }],
  // Set-up is people's work: here they chose what was offered first.
  ['110180', 'Petty cash', 'ProfitAndLoss', 'CASH'],
  ['130100', 'Accounts receivable', 'Asset', 'AR', NO_MANUAL_ENTRY],
  ['132100', 'VAT receivable', 'Asset', 'OCA', { PostingType: 'Tax' }],
  ['132600', 'Prepaid expenses', 'BalanceSheet', 'OCA'],
  ['133100', 'Intercompany receivable', 'BalanceSheet', 'OCA'],
  ['140200', 'Inventory', 'Asset', 'INV'],
  ['160100', 'Workshop equipment', 'Asset', 'PPE'],
  ['161100', 'Accumulated depreciation', 'Asset', 'PPE', CREDIT],
  ['199999', 'Total assets', 'Total', ''],
  ['200100', 'Accounts payable', 'Liability', 'AP', { ...NO_MANUAL_ENTRY, ...CREDIT }],
  ['201300', 'Accrued expenses', 'Liability', 'OCL', CREDIT],
  ['202100', 'VAT payable', 'Liability', 'OCL', { ...CREDIT, PostingType: 'Tax' }],
  ['203100', 'Salaries payable', 'Liability', 'OCL', CREDIT],
  ['210100', 'Intercompany payable', 'BalanceSheet', 'OCL', CREDIT],
  ['250100', 'Bank loan', 'Liability', 'LTD', CREDIT],
  ['300100', 'Share capital', 'Equity', 'EQUITY', CREDIT],
  ['300160', 'Retained earnings', 'Equity', 'EQUITY', { ...CREDIT, Closing: 'Capital' }],
  ['401100', 'Sales of goods', 'Revenue', 'SALES', CREDIT],
  ['401200', 'Sales of services', 'Revenue', 'SALES', CREDIT],
  ['403100', 'Freight charged', 'Revenue', 'SALES', CREDIT],
  ['404100', 'Discounts given', 'Revenue', 'SALESDISC'],
  ['499999', 'Total revenue', 'Total', ''],
  ['500100', 'Cost of goods sold', 'Expense', 'COGS'],
  ['601100', 'Salaries', 'Expense', 'OPEX'],
  ['602100', 'Rent', 'Expense', 'OPEX'],
  ['603100', 'Utilities', 'Expense', 'OPEX'],
  ['605100', 'Software', 'Expense', 'OPEX'],
  ['606100', 'Travel', 'Expense', 'OPEX'],
  ['607100', 'Office supplies', 'Expense', 'OPEX'],
  ['607200', 'Telex and fax', 'Expense', 'OPEX', CLOSED_PART],
  ['608100', 'Professional fees', 'Expense', 'OPEX'],
  ['609100', 'Marketing', 'Expense', 'OPEX'],
  ['612100', 'Depreciation', 'Expense', 'OPEX'],
  ['618100', 'Bank charges', 'Expense', 'OPEX'],
  ['801100', 'Realised exchange gain', 'ProfitAndLoss', 'OTHERINC', CREDIT],
  ['801200', 'Realised exchange loss', 'ProfitAndLoss', 'OTHEREXP'],
  ['900100', 'Headcount', 'Reporting', ''],
  ['999998', 'Error account', 'Blank', '', { PostingType: 'ErrorAccount' }],
]

/** One chart for all companies. */
export function openChart(books: Books): void {
  const { chartOfAccounts, mainAccounts } = books.tables
  const chartRecId = chartOfAccounts.find([CHART])?.recId ?? 0
  for (const [id, name, type, category, more] of ACCOUNTS) {
    const recId = books.nextRecId()
    mainAccounts.insert(
      {
        ChartOfAccounts: CHART,
        ChartOfAccountsRecId: chartRecId,
        MainAccountId: id,
        MainAccountRecId: recId,
        MainAccountType: type,
        Name: name,
        MainAccountCategory: category,
        DebitCreditDefault: 'Debit',
        ...more,
      },
      recId,
    )
  }
}

/** By attribute: value, description, and the company that alone has it ('': all of them). */
const DIMENSIONS: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  BusinessUnit: [
    ['001', 'Studio supplies', ''],
    ['002', 'Services', ''],
  ],
  Department: [
    ['SALES', 'Sales', ''],
    ['OPS', 'Operations', ''],
    ['R-D', 'Research and development', ''],
    ['ADMIN', 'Administration', ''],
  ],
  CostCenter: [
    ['CC10', 'Workshop Hamburg', 'LFDE'],
    ['CC20', 'Showroom Berlin', 'LFDE'],
    ['CC90', 'Warehouse Bremen, closed', 'LFDE'],
    ['CC40', 'Shop Leeds', 'LFGB'],
  ],
}

/** Name, type, format, whether it is active. */
const FORMATS = [
  ['Ledger', 'DataEntityLedgerDimensionFormat', 'MainAccount-BusinessUnit-Department-CostCenter', 'Yes'],
  ['Ledger until 2023', 'DataEntityLedgerDimensionFormat', 'MainAccount-CostCenter-Department', 'No'],
  ['Default', 'DataEntityDefaultDimensionFormat', 'BusinessUnit-Department-CostCenter', 'Yes'],
] as const

export function openDimensions({ tables }: Books): void {
  tables.dimensionParameters.insert({ DimensionSegmentDelimiter: 'Hyphen' })
  for (const [name, type, format, isActive] of FORMATS) {
    tables.dimensionIntegrationFormats.insert({
      DimensionFormatName: name,
      DimensionFormatType: type,
      FinancialDimensionFormat: format,
      IsActive: isActive,
    })
  }
  for (const [name, values] of Object.entries(DIMENSIONS)) {
    tables.dimensionAttributes.insert({ DimensionName: name, ReportColumnName: name.toUpperCase() })
    for (const [value, description, company] of values) {
      const isClosed = value === 'CC90'
      tables.financialDimensionValues.insert({
        FinancialDimension: name,
        LegalEntityId: company,
        DimensionValue: value,
        Description: description,
        ...(isClosed ? { IsSuspended: 'Yes', ActiveTo: '2025-06-30T12:00:00Z' } : {}),
      })
    }
  }
}
