import type { SourceFacts } from '../provider.ts'

const PAGES: Readonly<Record<string, string>> = {
  customers: 'customers',
  tax_rates: 'tax-rates',
  invoices: 'invoices',
  credit_notes: 'credit_notes',
  charges: 'payments',
  payouts: 'payouts',
}

/** The object's page in Stripe's dashboard, of those that have one. */
export function remoteUrl(stream: string, remoteId: string, source: SourceFacts): string | undefined {
  const page = PAGES[stream]
  if (page === undefined) return undefined
  const mode = source.environment === 'SANDBOX' ? '/test' : ''
  return `https://dashboard.stripe.com/${source.remoteId}${mode}/${page}/${encodeURIComponent(remoteId)}`
}
