import type { CanonicalRecord } from '../domain/entities.ts'
import type { IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'

/** The currency of the source's books was told, or changed, after these records were mapped: they may be wrong. */
export class OutdatedMappingError extends Error {
  override readonly name = 'OutdatedMappingError'
}

/** Until the page is written no one changes what its records were mapped by. */
export async function holdCurrency(
  tx: Transaction,
  { workspaceId, sourceId, baseCurrency, records }: IncomingPage,
): Promise<void> {
  if (baseCurrency === undefined) return
  // A page that tells the currency itself will write the row: two that only shared it would wait for each other.
  const tells = records.some((it) => it.records?.some((record) => record.type === 'COMPANY_PROFILE'))
  const [source] = await tx<{ currency: string | null }[]>`
    select base_currency as currency from sources
    where workspace_id = ${workspaceId} and id = ${sourceId} ${tells ? tx`for no key update` : tx`for share`}`
  if (source !== undefined && source.currency !== baseCurrency) {
    throw new OutdatedMappingError(`source ${sourceId} keeps its books in ${source.currency} now`)
  }
}

/** The source shows what its provider says of the company; the company takes only what it leaves open. */
export async function fillProfile(
  tx: Transaction,
  { workspaceId, companyId, sourceId }: IncomingPage,
  records: readonly CanonicalRecord[],
): Promise<void> {
  const profile = records.findLast((it) => it.type === 'COMPANY_PROFILE')
  if (profile === undefined) return
  const { name, legalName, country, baseCurrency, taxNumber } = profile
  await tx`
    update sources
    set remote_name = coalesce(${name}, remote_name), base_currency = coalesce(${baseCurrency}, base_currency)
    where workspace_id = ${workspaceId} and id = ${sourceId}`
  await tx`
    update companies
    set legal_name = coalesce(legal_name, ${legalName}), country = coalesce(country, ${country}),
      base_currency = coalesce(base_currency, ${baseCurrency}), tax_number = coalesce(tax_number, ${taxNumber})
    where workspace_id = ${workspaceId} and id = ${companyId}`
}
