import { z } from 'zod'
import { identifier, optionalId, optionalText, orNull } from '../toolkit/exact.ts'
import { get, type Reader } from './client.ts'
import { readByIds } from './fetching.ts'

const account = z.object({ AccountID: identifier, CurrencyCode: optionalText })
const reference = orNull(z.object({ AccountID: optionalId }))
const transfer = z.looseObject({
  FromBankAccount: reference,
  ToBankAccount: reference,
  FromBankTransactionID: optionalId,
  ToBankTransactionID: optionalId,
})

/**
 * A transfer names no currency: those of its accounts are put beside it, and where they differ, its two bank
 * transactions too, because the transfer's one amount is in one of the two only.
 */
export async function withCurrencies(reader: Reader, rows: readonly unknown[]): Promise<unknown[]> {
  if (rows.length === 0) return []
  const currencies = await bankCurrencies(reader)
  const composed: unknown[] = []
  for (const row of rows) composed.push(await withCurrency(reader, row, currencies))
  return composed
}

async function bankCurrencies(reader: Reader): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await get(reader, {
    path: 'Accounts',
    name: 'Accounts',
    query: { where: 'Type=="BANK"' },
  })
  const accounts = rows.flatMap((row) => account.safeParse(row).data ?? [])
  return new Map(accounts.map(({ AccountID, CurrencyCode }) => [AccountID, CurrencyCode]))
}

async function withCurrency(
  reader: Reader,
  row: unknown,
  currencies: ReadonlyMap<string, string | null>,
): Promise<unknown> {
  const { data } = transfer.safeParse(row)
  // Set aside by the stream's schema.
  if (data === undefined) return row
  const currencyOf = (ref: z.output<typeof reference>) => currencies.get(ref?.AccountID ?? '') ?? null
  const from = currencyOf(data.FromBankAccount)
  const to = currencyOf(data.ToBankAccount)
  const known = { ...(row as object), FromCurrencyCode: from, ToCurrencyCode: to }
  if (from === null || to === null || from === to) return known
  return {
    ...known,
    FromBankTransaction: await bankTransaction(reader, data.FromBankTransactionID),
    ToBankTransaction: await bankTransaction(reader, data.ToBankTransactionID),
  }
}

async function bankTransaction(reader: Reader, id: string | null): Promise<unknown> {
  if (id === null) return null
  const resource = { name: 'BankTransactions', id: 'BankTransactionID', paged: true } as const
  return (await readByIds(reader, resource, [id])).rows[0] ?? null
}
