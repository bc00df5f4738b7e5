import type { CanonicalRecord } from '../domain/entities.ts'
import type { IncomingPage } from './apply.ts'
import type { Transaction } from './database.ts'

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
