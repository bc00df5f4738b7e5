import { newId } from '../../src/domain/ids.ts'
import type { Database } from '../../src/store/database.ts'
import { createApiKey, SCOPES } from '../../src/sources/keys.ts'

// Rows written straight into the tables, each with what its test is about and plain values for the rest.

type Values = Record<string, unknown>

export interface Books {
  owner: Database
  workspaceId: string
  companyId: string
  sourceId: string
  key: string
}

const AT = '2026-03-05 09:12:44.12+00'

export async function insert(owner: Database, table: string, values: Values): Promise<void> {
  await owner.sql`insert into ${owner.sql(table)} ${owner.sql(values)}`
}

/** A workspace with one company, one QuickBooks source, and a key with these scopes. */
export async function seedBooks(owner: Database, scopes: readonly string[] = SCOPES): Promise<Books> {
  const [workspaceId, companyId, sourceId] = [newId(), newId(), newId()]
  await insert(owner, 'workspaces', { workspace_id: workspaceId, name: 'Harbour' })
  await insert(owner, 'companies', {
    workspace_id: workspaceId,
    id: companyId,
    name: 'Harbour Ltd',
    base_currency: 'USD',
  })
  await insert(owner, 'sources', {
    workspace_id: workspaceId,
    id: sourceId,
    company_id: companyId,
    provider: 'QUICKBOOKS',
    environment: 'SANDBOX',
    remote_id: sourceId.slice(-12),
  })
  const { key } = await createApiKey(owner, { workspaceId, name: 'test', scopes })
  return { owner, workspaceId, companyId, sourceId, key }
}

/** A record with its raw one; gives its id. */
export async function seedRecord(
  { owner, workspaceId, companyId, sourceId }: Books,
  table: string,
  key: string,
  values: Values,
  raw: Values = {},
): Promise<string> {
  const id = newId()
  const [stream = '', remoteId = ''] = key.split('/')
  await insert(owner, table, {
    workspace_id: workspaceId,
    id,
    company_id: companyId,
    source_id: sourceId,
    key,
    stream,
    remote_id: remoteId,
    created_at: AT,
    updated_at: AT,
    ...values,
  })
  await owner.sql`
    insert into raw_records ${owner.sql({
      workspace_id: workspaceId,
      source_id: sourceId,
      stream,
      remote_id: remoteId,
      raw: '{}',
      fetched_at: AT,
      seen_at: AT,
      via: 'BACKFILL',
      produced: [],
      ...raw,
    })} on conflict do nothing`
  return id
}

export const seedAccount = (books: Books, key: string, values: Values = {}, raw: Values = {}) =>
  seedRecord(
    books,
    'accounts',
    key,
    {
      name: key,
      classification: 'INCOME',
      account_type: 'INCOME',
      status: 'ACTIVE',
      currency: 'USD',
      ...values,
    },
    raw,
  )

export const seedContact = (books: Books, key: string, values: Values = {}) =>
  seedRecord(books, 'contacts', key, { name: key, roles: ['CUSTOMER'], status: 'ACTIVE', ...values })

export const seedInvoice = (
  books: Books,
  key: string,
  { lines = [], ...values }: Values = {},
  raw: Values = {},
) =>
  seedRecord(
    books,
    'invoices',
    key,
    {
      direction: 'SALE',
      kind: 'INVOICE',
      status: 'OPEN',
      settlement: 'UNPAID',
      currency: 'USD',
      lines: books.owner.sql.json(lines as never),
      subtotal: '10.00',
      tax_total: '0.00',
      total: '10.00',
      amount_paid: '0.00',
      amount_due: '10.00',
      ...values,
    },
    raw,
  )

export const seedTransaction = (books: Books, key: string, values: Values = {}) =>
  seedRecord(books, 'transactions', key, {
    kind: 'PAYMENT',
    status: 'POSTED',
    date: '2026-03-05',
    currency: 'USD',
    amount: '1.00',
    description: key,
    ...values,
  })

export const seedPayment = (books: Books, key: string, values: Values = {}) =>
  seedRecord(books, 'payments', key, {
    direction: 'SALE',
    status: 'SUCCEEDED',
    currency: 'USD',
    amount: '10.00',
    allocations: books.owner.sql.json([]),
    ...values,
  })

export const line = (position: number, values: Values = {}) => ({
  position,
  description: `Line ${position}`,
  quantity: '1',
  unitPrice: '10.00',
  amount: '10.00',
  taxAmount: null,
  discountAmount: null,
  accountKey: null,
  taxRateKey: null,
  dimensions: [],
  ...values,
})
