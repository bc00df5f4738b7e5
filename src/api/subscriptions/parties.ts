import type { ChangeRow } from '../../changes/read.ts'
import type { InvoiceRow, TransactionRow } from '../../store/read/records.ts'
import type { Context } from '../context.ts'
import { recordById, recordByKey } from '../lookups.ts'

/** Whose invoices, or which accounts' transactions, a subscriber wants; null lets everything through. */
export interface Parties {
  contactIds?: readonly string[] | null
  directions?: readonly string[] | null
  accountIds?: readonly string[] | null
}

/** By the record as it is now. What was erased belongs to nobody. */
export async function matchesParties(
  subscription: Context,
  { recordType, recordId }: ChangeRow,
  parties: Parties,
): Promise<boolean> {
  if (!parties.contactIds && !parties.directions && !parties.accountIds) return true
  const context = subscription.renewed({})
  try {
    if (recordType === 'INVOICE') {
      const invoice = await recordById.INVOICE(context, recordId)
      return invoice !== null && (await invoiceMatches(context, invoice, parties))
    }
    const transaction = await recordById.TRANSACTION(context, recordId)
    return transaction !== null && (await transactionMatches(context, transaction, parties))
  } finally {
    await context.snapshot.release()
  }
}

async function invoiceMatches(
  context: Context,
  { sourceId, contactKey, direction }: InvoiceRow,
  { contactIds, directions }: Parties,
): Promise<boolean> {
  if (directions && !directions.includes(direction)) return false
  if (!contactIds) return true
  const contact =
    contactKey === null ? null : await recordByKey.CONTACT(context, { sourceId, key: contactKey })
  return contact !== null && contactIds.includes(contact.id)
}

async function transactionMatches(
  context: Context,
  { sourceId, accountKey }: TransactionRow,
  { accountIds }: Parties,
): Promise<boolean> {
  if (!accountIds) return true
  const account =
    accountKey === null ? null : await recordByKey.ACCOUNT(context, { sourceId, key: accountKey })
  return account !== null && accountIds.includes(account.id)
}
