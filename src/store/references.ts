import { newId } from '../domain/ids.ts'
import { inWorkspace, type Database } from './database.ts'
import { rows } from './parameter.ts'
import { tableOf, type StoredType } from './tables.ts'

/** A column that names another record of its source. */
interface Reference {
  from: StoredType
  column: string
  /** As the anomaly's path names it. */
  field: string
  to: StoredType
  /** Whether the target may be named by its alias. */
  byAlias?: true
}

const REFERENCES: readonly Reference[] = [
  { from: 'ACCOUNT', column: 'parent_key', field: 'parentKey', to: 'ACCOUNT' },
  { from: 'INVOICE', column: 'contact_key', field: 'contactKey', to: 'CONTACT' },
  { from: 'PAYMENT', column: 'contact_key', field: 'contactKey', to: 'CONTACT' },
  { from: 'PAYMENT', column: 'account_key', field: 'accountKey', to: 'ACCOUNT' },
  { from: 'TRANSACTION', column: 'account_key', field: 'accountKey', to: 'ACCOUNT' },
  { from: 'TRANSACTION', column: 'payment_key', field: 'paymentKey', to: 'PAYMENT', byAlias: true },
  { from: 'DIMENSION_VALUE', column: 'dimension_key', field: 'dimensionKey', to: 'DIMENSION' },
  { from: 'PAYMENT_ALLOCATION', column: 'payment_key', field: 'paymentKey', to: 'PAYMENT', byAlias: true },
  { from: 'PAYMENT_ALLOCATION', column: 'invoice_key', field: 'invoiceKey', to: 'INVOICE' },
  { from: 'PAYOUT_ITEM', column: 'payout_key', field: 'payoutKey', to: 'TRANSACTION' },
  { from: 'PAYOUT_ITEM', column: 'transaction_key', field: 'transactionKey', to: 'TRANSACTION' },
  { from: 'TRANSACTION_DETAIL', column: 'transaction_key', field: 'transactionKey', to: 'TRANSACTION' },
]

/** What only several records together show, and what a record's own findings therefore neither replace nor resolve. */
export const FOUND_BETWEEN_RECORDS = [
  'MISSING_REFERENCE',
  'UNEXPECTED_CURRENCY',
  'STATEMENT_GAP',
  'STATEMENT_OVERLAP',
] as const

/** Those that checkReferences finds. */
const BY_REFERENCE = FOUND_BETWEEN_RECORDS.slice(0, 2)

/** New anomalies that one check makes at most: who lacks more than that lacks a whole stream. */
const NEW_AT_ONCE = 1_000

/**
 * Holds every reference of the source's records against what has arrived: a target that is missing is an anomaly
 * MISSING_REFERENCE, resolved once the target comes or is no longer named; a movement in another currency than its
 * account's is an UNEXPECTED_CURRENCY. To be run after reading, not with each page: in between, targets are on their
 * way.
 */
export async function checkReferences(
  database: Database,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
): Promise<void> {
  await inWorkspace(database, workspaceId, async (tx) => {
    // After a first reading PostgreSQL has no statistics yet, and would compare each record with every other one.
    await tx`set local enable_nestloop = off`
    const differing = await tx.unsafe<Difference[]>(DIFFERENCES, [workspaceId, sourceId, NEW_AT_ONCE], {
      prepare: true,
    })
    const settled = differing.flatMap((it) => it.anomalyId ?? [])
    const missing = differing.filter((it) => it.anomalyId === null)
    if (settled.length > 0) {
      await tx`
        update anomalies set resolved_at = now()
        where workspace_id = ${workspaceId} and id = any(${settled}::uuid[])`
    }
    if (missing.length > 0) {
      await tx`
        insert into anomalies (workspace_id, id, source_id, stream, remote_id, code, severity, message, path, detected_at)
        select ${workspaceId}, x.id, ${sourceId}, x.stream, x."remoteId", x.code, 'WARNING', x.message,
          array[x.field], now()
        from json_to_recordset(${rows(missing.map((it) => ({ ...it, id: newId() })))}::text::json)
          as x(id uuid, code text, stream text, "remoteId" text, field text, message text)`
    }
  })
}

/** Either an open anomaly that no longer holds, or a missing target that nobody has been told of. */
interface Difference {
  anomalyId: string | null
  code: (typeof FOUND_BETWEEN_RECORDS)[number]
  stream: string
  remoteId: string
  field: string
  message: string
}

const words = (type: StoredType) => type.toLowerCase().replaceAll('_', ' ')

function missingTargets({ from, column, field, to, byAlias }: Reference): string {
  const isNamed = (name: string) => `
    select from ${tableOf(to)} it where it.workspace_id = $1 and it.source_id = $2 and it.${name} = r.${column}`
  return `
    select 'MISSING_REFERENCE' as code, r.stream, r.remote_id, '${field}' as field,
      'This ${words(from)} names the ${words(to)} "' || r.${column} || '", which has not arrived.' as message
    from ${tableOf(from)} r
    where r.workspace_id = $1 and r.source_id = $2 and r.deleted_at is null and r.${column} is not null
      and not exists (${isNamed('key')}) ${byAlias ? `and not exists (${isNamed('alias_key')})` : ''}`
}

const OTHER_CURRENCIES = `
    select 'UNEXPECTED_CURRENCY', t.stream, t.remote_id, 'currency',
      'This transaction is in ' || t.currency || ', its account "' || a.name || '" in ' || a.currency || '.'
    from ${tableOf('TRANSACTION')} t
    join ${tableOf('ACCOUNT')} a
      on a.workspace_id = t.workspace_id and a.source_id = t.source_id and a.key = t.account_key
    where t.workspace_id = $1 and t.source_id = $2 and t.deleted_at is null and a.currency <> t.currency`

/** $1 workspace, $2 source, $3 rows at most. Settled ones come first. */
const DIFFERENCES = `
  with found as (${[...REFERENCES.map(missingTargets), OTHER_CURRENCIES].join(' union ')}
  ), open as (
    select id, code, stream, remote_id, path[1] as field, message from anomalies
    where workspace_id = $1 and source_id = $2 and code in ('${BY_REFERENCE.join("', '")}')
      and resolved_at is null
  )
  select open.id as "anomalyId", found.code, found.stream, found.remote_id as "remoteId", found.field, found.message
  from found full join open using (code, stream, remote_id, field, message)
  where found.stream is null or open.id is null
  order by open.id nulls last limit $3`
