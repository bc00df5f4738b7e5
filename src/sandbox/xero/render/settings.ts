import type { Books } from '../books/books.ts'
import type { Account, TrackingCategory } from '../books/settings.ts'
import type { TaxRate } from '../books/tax-rates.ts'
import { given, type JsonObject } from '../json.ts'
import { BASE_CURRENCY, CURRENCIES, double } from '../money.ts'
import { msDate, msDay } from '../time.ts'

export function renderOrganisation({ profile, locks }: Books): JsonObject {
  return {
    Name: profile.name,
    LegalName: profile.name,
    PaysTax: true,
    Version: 'UK',
    OrganisationType: 'COMPANY',
    BaseCurrency: BASE_CURRENCY,
    CountryCode: 'GB',
    IsDemoCompany: false,
    OrganisationStatus: 'ACTIVE',
    RegistrationNumber: profile.registrationNumber,
    TaxNumber: profile.taxNumber,
    FinancialYearEndDay: 31,
    FinancialYearEndMonth: 3,
    SalesTaxBasis: 'ACCRUAL',
    SalesTaxPeriod: 'QUARTERLY1',
    DefaultSalesTax: 'Tax Exclusive',
    DefaultPurchasesTax: 'Tax Inclusive',
    ...given('PeriodLockDate', locks.period === null ? null : msDay(locks.period)),
    ...given('EndOfYearLockDate', locks.endOfYear === null ? null : msDay(locks.endOfYear)),
    CreatedDateUTC: `/Date(${profile.createdAt})/`,
    OrganisationEntityType: 'COMPANY',
    Timezone: 'GMTSTANDARDTIME',
    ShortCode: profile.shortCode,
    OrganisationID: profile.tenantId,
    Edition: 'BUSINESS',
    Class: 'PREMIUM',
    LineOfBusiness: 'Workshop supplies',
    Addresses: [
      {
        AddressType: 'STREET',
        AddressLine1: '14 Foundry Row',
        City: 'London',
        PostalCode: 'E8 3QW',
        Country: 'United Kingdom',
      },
    ],
    // Of the range that is set aside for fiction.
    Phones: [{ PhoneType: 'OFFICE', PhoneNumber: '7946 0142', PhoneAreaCode: '020', PhoneCountryCode: '44' }],
    ExternalLinks: [],
    PaymentTerms: {
      Bills: { Day: 30, Type: 'DAYSAFTERBILLDATE' },
      Sales: { Day: 30, Type: 'DAYSAFTERBILLDATE' },
    },
  }
}

export const renderAccount = (account: Account): JsonObject => ({
  AccountID: account.id,
  ...given('Code', account.code),
  Name: account.name,
  Status: account.status,
  Type: account.type,
  TaxType: account.taxType,
  ...given('Description', account.description),
  Class: account.class,
  ...given('SystemAccount', account.system),
  EnablePaymentsToAccount: account.takesPayments,
  ShowInExpenseClaims: account.type === 'OVERHEADS',
  ...(account.bank === null
    ? { BankAccountType: '' }
    : {
        BankAccountNumber: account.bank.number,
        BankAccountType: account.bank.type,
        CurrencyCode: account.bank.currency,
      }),
  ReportingCode: account.reportingCode,
  HasAttachments: false,
  UpdatedDateUTC: msDate(account.updatedAt),
  AddToWatchlist: false,
})

export const renderTaxRate = ({ name, type, reportType, rate, appliesTo, status }: TaxRate): JsonObject => ({
  Name: name,
  TaxType: type,
  ReportTaxType: reportType,
  CanApplyToAssets: true,
  CanApplyToEquity: true,
  CanApplyToExpenses: appliesTo !== 'INCOME',
  CanApplyToLiabilities: true,
  CanApplyToRevenue: appliesTo !== 'EXPENSES',
  DisplayTaxRate: double(rate),
  EffectiveRate: double(rate),
  Status: status,
  TaxComponents: [{ Name: 'VAT', Rate: double(rate), IsCompound: false, IsNonRecoverable: false }],
})

export const renderTrackingCategory = (
  { id, name, status, options }: TrackingCategory,
  withArchived: boolean,
): JsonObject => ({
  Name: name,
  Status: status,
  TrackingCategoryID: id,
  Options: options
    .filter((it) => withArchived || it.status === 'ACTIVE')
    .map((it) => ({
      TrackingOptionID: it.id,
      Name: it.name,
      Status: it.status,
      HasValidationErrors: false,
      IsDeleted: false,
      IsArchived: it.status === 'ARCHIVED',
      IsActive: it.status === 'ACTIVE',
    })),
})

export const renderCurrencies = (): JsonObject[] =>
  Object.entries(CURRENCIES).map(([Code, Description]) => ({ Code, Description }))
