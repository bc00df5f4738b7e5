import type { Statements } from '../database.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Reference } from './lookups.ts'
import { dimensionValues, type DimensionValueRow } from './records.ts'

// Which records belong to which, where a link of its own or a key on the other side tells. Each reads for any number
// of owners by one statement; rows name their owner by `sourceId` and `ofKey`.

interface Owned {
  sourceId: string
  ofKey: string
}

export interface AllocationRow extends Owned {
  paymentKey: string
  invoiceKey: string | null
  amount: string
  currency: string
}

/** Which invoices these payments settle; a payment is named by its key or its alias. */
export const readAllocationsOfPayments = (snapshot: Snapshot, payments: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<AllocationRow[]>`
      select p.source_id as "sourceId", p.key as "ofKey", l.payment_key as "paymentKey",
             l.invoice_key as "invoiceKey", l.amount, l.currency
      from ${owners(sql, payments)}
      join payments t on t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id and t.key = p.key
      join payment_allocations l on l.workspace_id = ${snapshot.workspaceId} and l.source_id = p.source_id
        and l.payment_key in (t.key, t.alias_key) and l.deleted_at is null
      order by l.key`,
  )

/** Which payments settle these invoices. An allocation whose payment has not arrived is left out. */
export const readAllocationsOfInvoices = (snapshot: Snapshot, invoices: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<AllocationRow[]>`
      select p.source_id as "sourceId", p.key as "ofKey", t.key as "paymentKey",
             l.invoice_key as "invoiceKey", l.amount, l.currency
      from ${owners(sql, invoices)}
      join payment_allocations l on l.workspace_id = ${snapshot.workspaceId} and l.source_id = p.source_id
        and l.invoice_key = p.key and l.deleted_at is null
      cross join lateral (${paymentNamed(sql, snapshot, 'l.payment_key')}) t
      order by l.key`,
  )

/** The keys of the payments that have these keys or aliases. */
export const readPaymentKeys = (snapshot: Snapshot, references: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<(Owned & { key: string })[]>`
      select p.source_id as "sourceId", p.key as "ofKey", t.key
      from ${owners(sql, references)} cross join lateral (${paymentNamed(sql, snapshot, 'p.key')}) t`,
  )

/** The keys of the payouts that carried these transactions. */
export const readPayoutKeys = (snapshot: Snapshot, transactions: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<(Owned & { key: string })[]>`
      select p.source_id as "sourceId", p.key as "ofKey", i.payout_key as key
      from ${owners(sql, transactions)}
      join payout_items i on i.workspace_id = ${snapshot.workspaceId} and i.source_id = p.source_id
        and i.transaction_key = p.key and i.deleted_at is null`,
  )

export interface DetailRow extends Owned {
  position: number
  amount: string
  currency: string
  counterparty: string | null
  reference: string | null
  description: string | null
}

/** What these bookings consist of: as their own records tell, else as what a notification told beside them. */
export const readDetails = (snapshot: Snapshot, bookings: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<DetailRow[]>`
      select "sourceId", "ofKey", position, amount, currency, counterparty, reference, description
      from (
        select p.source_id as "sourceId", p.key as "ofKey", d.*,
          rank() over (partition by p.source_id, p.key
            order by d.stream <> split_part(p.key, '/', 1), d.stream, d.remote_id) as telling
        from ${owners(sql, bookings)}
        join transaction_details d on d.workspace_id = ${snapshot.workspaceId} and d.source_id = p.source_id
          and d.transaction_key = p.key and d.deleted_at is null
      ) told
      where telling = 1 order by position`,
  )

/** The posted transactions that pending ones became. */
export const readPostedKeys = (snapshot: Snapshot, pending: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<(Owned & { key: string })[]>`
      select p.source_id as "sourceId", p.key as "ofKey", t.key
      from ${owners(sql, pending)}
      join transactions t on t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id
        and t.pending_key = p.key and t.deleted_at is null
      order by t.date, t.id`,
  )

export const readValuesOfDimensions = (snapshot: Snapshot, dimensions: readonly Reference[]) =>
  snapshot.read(
    (sql) => sql<(DimensionValueRow & Owned)[]>`
      select ${sql.unsafe(dimensionValues.columns)}, p.key as "ofKey"
      from ${owners(sql, dimensions)}
      join dimension_values t on t.workspace_id = ${snapshot.workspaceId} and t.source_id = p.source_id
        and t.dimension_key = p.key and t.deleted_at is null
      order by t.name, t.id`,
  )

const owners = (sql: Statements, references: readonly Reference[]) => sql`
  unnest(${references.map((it) => it.sourceId)}::uuid[], ${references.map((it) => it.key)}::text[]) p (source_id, key)`

/** The key is stronger than an alias, and of aliases the first record is taken. */
const paymentNamed = (sql: Statements, snapshot: Snapshot, name: 'p.key' | 'l.payment_key') => sql`
  select m.key from (
    select y.key, 0 as rank, y.id from payments y
    where y.workspace_id = ${snapshot.workspaceId} and y.source_id = p.source_id and y.key = ${sql(name)}
    union all
    select y.key, 1, y.id from payments y
    where y.workspace_id = ${snapshot.workspaceId} and y.source_id = p.source_id and y.alias_key = ${sql(name)}
  ) m order by m.rank, m.id limit 1`
