import type { Books } from '../books.ts'
import { COMPANIES, type Company } from '../company.ts'

/** What a line is taxed with is in both its groups: DOM and FULL have VAT-STD in common. */
export function openTaxes(books: Books): void {
  for (const company of COMPANIES) {
    if (company.taxRates.FULL === 0) openSalesTaxFree(books, company)
    else openVat(books, company)
  }
}

function openVat({ tables }: Books, company: Company): void {
  const dataAreaId = company.id
  const codes = {
    'VAT-STD': `VAT ${company.taxRates.FULL}%`,
    'VAT-RED': `VAT ${company.taxRates.RED}%`,
    'VAT-EU': 'Intra-community supply',
    'VAT-EXP': 'Export',
  }
  for (const [code, name] of Object.entries(codes)) {
    tables.taxCodes.insert({
      dataAreaId,
      TaxCode: code,
      TaxName: name,
      TaxCurrencyCodeId: company.currency,
      TaxPeriodId: 'VAT',
      TaxPostingGroupId: 'VAT',
      TypeOfTax: 'VAT',
    })
  }
  const groups = {
    DOM: ['Domestic', ['VAT-STD', 'VAT-RED']],
    EU: ['European Union', ['VAT-EU']],
    EXP: ['Rest of the world', ['VAT-EXP']],
  } as const
  for (const [group, [description, members]] of Object.entries(groups)) {
    tables.taxGroups.insert({ dataAreaId, TaxGroupCode: group, Description: description })
    for (const code of members) {
      const isIntracom = group === 'EU' ? 'Yes' : 'No'
      const key = { dataAreaId, TaxGroupId: group, TaxCodeId: code }
      tables.taxGroupDatas.insert({ ...key, IntracomVAT: isIntracom, ReverseCharge: isIntracom })
    }
  }
  const items = {
    FULL: ['Goods and services', ['VAT-STD', 'VAT-EU', 'VAT-EXP']],
    RED: ['Books and food', ['VAT-RED', 'VAT-EU', 'VAT-EXP']],
  } as const
  for (const [item, [description, members]] of Object.entries(items)) {
    for (const code of members) {
      const key = { dataAreaId, TaxItemGroupCode: item, TaxCodeId: code }
      tables.taxItemGroups.insert({ ...key, Description: description })
    }
  }
}

function openSalesTaxFree({ tables }: Books, company: Company): void {
  const dataAreaId = company.id
  tables.taxCodes.insert({ dataAreaId, TaxCode: 'NONE', TaxName: 'No sales tax', TaxCurrencyCodeId: 'USD' })
  for (const [group, description] of [
    ['DOM', 'Domestic'],
    ['EXP', 'Abroad'],
  ] as const) {
    tables.taxGroups.insert({ dataAreaId, TaxGroupCode: group, Description: description })
    tables.taxGroupDatas.insert({ dataAreaId, TaxGroupId: group, TaxCodeId: 'NONE' })
  }
  tables.taxItemGroups.insert({ dataAreaId, TaxItemGroupCode: 'FULL', TaxCodeId: 'NONE', Description: 'All' })
}
