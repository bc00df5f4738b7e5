import { linkOf } from './links.ts'
import { tableOf, typedColumns, type StoredType, type TypedColumn } from './tables.ts'

// The statements that write canonical records, made from the tables' columns, once per type.

/** $1 workspace, $2 company, $3 source, $4 stream, $5 rows. Gives a ChangedRow per row that was really changed. */
export const upsertStatement = perType((type) => {
  const table = tableOf(type)
  const typed = typedColumns(type)
  const list = (make: (it: TypedColumn) => string) => typed.map(make).join(', ')
  return `
    insert into ${table} as it (workspace_id, company_id, source_id, id, key, stream, remote_id, created_at, updated_at,
      ${list((it) => it.column)})
    select $1, $2, $3, x.id, x.key, $4, x."remoteId", now(), now(), ${list((it) => `x."${it.field}"`)}
    from json_to_recordset($5::text::json)
      as x(id uuid, key text, "remoteId" text, ${list((it) => `"${it.field}" ${it.sqlType}`)})
    order by x.key
    on conflict (workspace_id, source_id, key) do update
    set version = it.version + 1, updated_at = now(), deleted_at = null,
      changed_fields = array_remove(array[case when it.deleted_at is not null then 'deletedAt' end,
        ${list(nameIfChanged)}], null),
      ${list((it) => `${it.column} = excluded.${it.column}`)}
    where it.deleted_at is not null
      or (${list(compared('it'))}) is distinct from (${list(compared('excluded'))})
    returning it.id, it.version, it.changed_fields as "changedFields", ${ownerColumn(type)}`
})

/** $1 workspace, $2 source, $3 keys, $4 instant of deletion. Gives a ChangedRow per row that was there. */
export const deleteStatement = perType(
  (type) => `
    update ${tableOf(type)} it set version = version + 1, changed_fields = '{}', updated_at = now(), deleted_at = $4
    where workspace_id = $1 and source_id = $2 and key = any($3::text[]) and deleted_at is null
    returning it.id, it.version, it.changed_fields as "changedFields", ${ownerColumn(type)}`,
)

/** A row as it is after the change. */
export interface ChangedRow {
  id: string
  version: number
  changedFields: string[]
  /** For a link: key of the record that shows it. */
  owner: string | null
}

// Numeric calls 5.0 and 5.00 equal; here the digits count.
const compared = (row: string) => (it: TypedColumn) =>
  it.sqlType === 'numeric' ? `${row}.${it.column}::text` : `${row}.${it.column}`

const nameIfChanged = (it: TypedColumn) =>
  `case when ${compared('it')(it)} is distinct from ${compared('excluded')(it)} then '${it.field}' end`

function ownerColumn(type: StoredType): string {
  const link = linkOf(type)
  const column = typedColumns(type).find((it) => it.field === link?.field)?.column
  return column === undefined ? 'null as owner' : `it.${column} as owner`
}

function perType(make: (type: StoredType) => string): (type: StoredType) => string {
  const made = new Map<StoredType, string>()
  return (type) => {
    const statement = made.get(type) ?? make(type)
    made.set(type, statement)
    return statement
  }
}
