import {
  choices,
  days,
  decimals,
  entitySet,
  int32s,
  int64s,
  instants,
  noYes,
  texts,
} from '../odata/fields.ts'

export const customerGroups = entitySet({
  name: 'CustomerGroups',
  type: 'CustomerGroup',
  keys: ['dataAreaId', 'CustomerGroupId'],
  fields: {
    ...texts('dataAreaId', 'CustomerGroupId', 'Description', 'PaymentTermId', 'TaxGroupId', 'WriteOffReason'),
    ...noYes('IsSalesTaxIncludedInPrice'),
  },
})

export const vendorGroups = entitySet({
  name: 'VendorGroups',
  type: 'VendorGroup',
  keys: ['dataAreaId', 'VendorGroupId'],
  fields: {
    ...texts('dataAreaId', 'VendorGroupId', 'Description', 'DefaultPaymentTermName', 'DefaultTaxGroupCode'),
    ...noYes('IsExcludedFromSearchResults'),
  },
})

/** About a third of the real entity's 311 fields: all that must be there, and those that tell something. */
export const customers = entitySet({
  name: 'CustomersV3',
  type: 'CustomerV3',
  keys: ['dataAreaId', 'CustomerAccount'],
  fields: {
    ...texts('dataAreaId', 'CustomerAccount', 'PartyNumber', 'PartyType', 'OrganizationName', 'NameAlias'),
    ...texts('KnownAs', 'PersonFirstName', 'PersonMiddleName', 'PersonLastName', 'CustomerGroupId'),
    ...texts('SalesCurrencyCode', 'PaymentTerms', 'PaymentMethod', 'PaymentDay', 'InvoiceAccount'),
    ...texts('SalesTaxGroup', 'TaxExemptNumber', 'TaxRegistrationId', 'VendorAccount', 'LanguageId'),
    ...texts('PrimaryContactEmail', 'PrimaryContactPhone', 'PrimaryContactFax', 'PrimaryContactURL'),
    ...texts('FullPrimaryAddress', 'AddressDescription', 'AddressStreet', 'AddressCity', 'AddressState'),
    ...texts('AddressZipCode', 'AddressCounty', 'AddressCountryRegionId', 'AddressCountryRegionISOCode'),
    ...texts('AddressLocationId', 'PartyCountry', 'PartyState', 'DeliveryAddressCity', 'DeliveryTerms'),
    ...texts('InvoiceAddressCity', 'DefaultDimensionDisplayValue', 'SalesMemo', 'LineOfBusinessId', 'SiteId'),
    ...texts('OrganizationNumber', 'CreditRating', 'StatisticsGroupId', 'CustClassificationId'),
    ...choices('CustVendorBlocked', 'No', 'OnHoldStatus'),
    ...choices('InvoiceOrderAccount', 'InvoiceAccount', 'InvoiceAddress'),
    ...noYes('IsSalesTaxIncludedInPrices', 'IsOneTimeCustomer', 'IsElectronicInvoice', 'AllowOnAccount'),
    ...noYes('CreditLimitIsMandatory', 'IsExcludedFromInterestChargeCalculation', 'ForeignCustomer'),
    ...decimals('CreditLimit', 'CredManCustCreditMaxAlt', 'CredManEligibleCreditMax', 'AddressLatitude'),
    ...decimals('AddressLongitude', 'DeliveryAddressLatitude', 'DeliveryAddressLongitude'),
    ...decimals('InvoiceAddressLatitude', 'InvoiceAddressLongitude'),
    ...instants('AddressValidFrom', 'AddressValidTo', 'DeliveryAddressValidFrom', 'DeliveryAddressValidTo'),
    ...instants('InvoiceAddressValidFrom', 'InvoiceAddressValidTo'),
    ...days('CredManBusinessStarted', 'CredManCreditLimitDate', 'CredManCreditLimitExpiryDate'),
    ...days('CredManCustomerSince', 'CredManEligibleCreditLimitDate', 'CredManLastReviewDate'),
    ...days('CredManNextSchedReviewDate'),
    ...int32s('ConsolidationDay', 'OrganizationNumberOfEmployees', 'PaymentTermsBaseDays'),
    ...int32s('PersonAnniversaryDay', 'PersonAnniversaryYear'),
    ...int64s('AddressRecordId', 'PrimaryContactEmailRecordId', 'PrimaryContactFaxRecordId'),
    ...int64s('PrimaryContactPhoneRecordId', 'PrimaryContactURLRecordId'),
  },
})

/** Shown as VendorsV3 too, which has no lead time. */
export const vendors = entitySet({
  name: 'VendorsV2',
  type: 'VendorV2',
  keys: ['dataAreaId', 'VendorAccountNumber'],
  fields: {
    ...texts('dataAreaId', 'VendorAccountNumber', 'VendorPartyNumber', 'VendorPartyType', 'VendorGroupId'),
    ...texts('VendorOrganizationName', 'VendorSearchName', 'VendorKnownAsName', 'PersonFirstName'),
    ...texts('PersonLastName', 'CurrencyCode', 'DefaultPaymentTermsName', 'DefaultVendorPaymentMethodName'),
    ...texts('SalesTaxGroupCode', 'TaxExemptNumber', 'InvoiceVendorAccountNumber', 'OurAccountNumber'),
    ...texts('PrimaryEmailAddress', 'PrimaryPhoneNumber', 'PrimaryFaxNumber', 'PrimaryURL', 'LanguageId'),
    ...texts(
      'FormattedPrimaryAddress',
      'AddressDescription',
      'AddressStreet',
      'AddressCity',
      'AddressStateId',
    ),
    ...texts('AddressZipCode', 'AddressCountryRegionId', 'AddressCountryRegionISOCode', 'BankAccountId'),
    ...texts('DefaultLedgerDimensionDisplayValue', 'DefaultOffsetLedgerAccountDisplayValue', 'Notes'),
    ...choices('LedgerJournalACType', 'Ledger', 'DefaultOffsetAccountType'),
    ...choices('CustVendorBlocked', 'No', 'OnHoldStatus'),
    ...noYes('ArePricesIncludingSalesTax', 'IsOneTimeVendor', 'IsReportingTax1099', 'FixedExchangeRate'),
    ...decimals('CreditLimit', 'ExchangeRate', 'AddressLatitude', 'AddressLongitude'),
    ...instants('AddressValidFrom', 'AddressValidTo', 'VendorHoldReleaseDate'),
    ...days('CISVerificationDate', 'SSIValidityDate'),
    ...int32s('OrganizationEmployeeAmount', 'PersonAnniversaryDay', 'PersonAnniversaryYear'),
    ...int32s('PersonBirthDay', 'PersonBirthYear', 'PurchaseOrderConsolidationDayOfMonth', 'VendorLeadTime'),
    ...int64s('AddressRecordId', 'PrimaryContactEmailRecordId', 'PrimaryContactFaxRecordId'),
    ...int64s('PrimaryContactPhoneRecordId', 'PrimaryContactURLRecordId', 'VendorProductHierarchyId'),
  },
})
