import type { SourceFacts } from '../provider.ts'

// Pages of the web application, as many public integrations link to them; Intuit documents none. See NOTES.md.
const PAGES: Readonly<Record<string, string>> = {
  accounts: 'register?accountId=',
  customers: 'customerdetail?nameId=',
  vendors: 'vendordetail?nameId=',
  invoices: 'invoice?txnId=',
  bills: 'bill?txnId=',
  credit_memos: 'creditmemo?txnId=',
  vendor_credits: 'vendorcredit?txnId=',
  payments: 'recvpayment?txnId=',
  bill_payments: 'billpayment?txnId=',
  purchases: 'expense?txnId=',
  deposits: 'deposit?txnId=',
  transfers: 'transfer?txnId=',
  journal_entries: 'journal?txnId=',
}

export function remoteUrl(
  stream: string,
  remoteId: string,
  { environment }: SourceFacts,
): string | undefined {
  const page = PAGES[stream]
  if (page === undefined) return undefined
  const host = environment === 'PRODUCTION' ? 'app.qbo.intuit.com' : 'app.sandbox.qbo.intuit.com'
  return `https://${host}/app/${page}${encodeURIComponent(remoteId)}`
}
