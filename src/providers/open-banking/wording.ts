import { numberOf } from './account-ids.ts'
import type { Details, TransactionRaw } from './transaction-raw.ts'

/** A transaction, or one of a batch that was booked together. */
type Parties = Details & Pick<TransactionRaw, 'listed'>

/** What the payer wrote, in one line; null when nothing is told. */
export function remittanceOf(raw: Details): string | null {
  const all = (lines: readonly (string | null)[]) => inOneLine(lines.filter((it) => it !== null).join(' '))
  return (
    inOneLine(raw.remittanceInformationUnstructured) ??
    all(raw.remittanceInformationUnstructuredArray) ??
    raw.remittanceInformationStructured ??
    all(raw.remittanceInformationStructuredArray)
  )
}

export const descriptionOf = (raw: TransactionRaw): string =>
  remittanceOf(raw) ?? inOneLine(raw.additionalInformation) ?? counterpartyOf(raw) ?? ''

/** What the two parties know the payment by. */
export const referenceOf = (raw: Details): string | null =>
  raw.endToEndId ??
  raw.remittanceInformationStructured ??
  raw.remittanceInformationStructuredArray.find((it) => it !== null) ??
  null

/** The other party: the creditor of what went out, the debtor of what came in; else who is named, when one is. */
export function counterpartyOf(raw: Parties, isOut?: boolean): string | null {
  const creditor = isOwn(raw, 'creditorAccount') ? null : (raw.creditorName ?? raw.ultimateCreditor)
  const debtor = isOwn(raw, 'debtorAccount') ? null : (raw.debtorName ?? raw.ultimateDebtor)
  if (creditor === null || debtor === null) return creditor ?? debtor
  return isOut === undefined ? null : isOut ? creditor : debtor
}

/** Whether this party's account is the one that the transaction was listed for: sub-accounts share their number. */
export function isOwn(raw: Parties, party: 'creditorAccount' | 'debtorAccount'): boolean {
  const [own, theirs] = [raw.listed?.account, raw[party]]
  if (own === undefined || theirs === null || numberOf(own) === null) return false
  const sameCurrency = own.currency === null || theirs.currency === null || own.currency === theirs.currency
  return numberOf(own) === numberOf(theirs) && sameCurrency
}

const inOneLine = (text: string | null): string | null => text?.replaceAll(/\s+/g, ' ').trim() || null
