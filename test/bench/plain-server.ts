// The peer: GraphQL Yoga, Pothos and DataLoader as their documentation shows them, on the same tables; no key, no
// row-level security, no snapshot.
// node plain-server.ts <database url> <workspace id>
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import SchemaBuilder from '@pothos/core'
import DataLoader from 'dataloader'
import { createYoga } from 'graphql-yoga'
import postgres from 'postgres'

const [url = '', workspaceId = ''] = process.argv.slice(2)
const sql = postgres(url, { max: 10 })

interface Line {
  description: string | null
  amount: string
  accountKey: string | null
}
interface Invoice {
  id: string
  number: string | null
  status: string
  issueDate: string | null
  total: string
  currency: string
  sourceId: string
  contactKey: string | null
  lines: Line[]
}
interface Named {
  name: string
}
interface Key {
  sourceId: string
  key: string
}
interface Context {
  contacts: DataLoader<Key, Named | null, string>
  accounts: DataLoader<Key, Named | null, string>
}

const loaderOf = (table: 'contacts' | 'accounts') =>
  new DataLoader<Key, Named | null, string>(
    async (keys) => {
      const rows = await sql<(Named & Key)[]>`
        select source_id as "sourceId", key, name from ${sql(table)}
        where workspace_id = ${workspaceId} and key = any(${keys.map((it) => it.key)})`
      const found = new Map(rows.map((it) => [it.sourceId + it.key, it]))
      return keys.map((it) => found.get(it.sourceId + it.key) ?? null)
    },
    { cacheKeyFn: (it) => it.sourceId + it.key },
  )

const builder = new SchemaBuilder<{ Context: Context }>({})
const money = builder.objectRef<{ amount: string; currency: string }>('Money').implement({
  fields: (t) => ({ amount: t.exposeString('amount'), currency: t.exposeString('currency') }),
})
const named = builder
  .objectRef<Named>('Named')
  .implement({ fields: (t) => ({ name: t.exposeString('name') }) })
const line = builder.objectRef<Line & { sourceId: string; currency: string }>('InvoiceLine').implement({
  fields: (t) => ({
    description: t.exposeString('description', { nullable: true }),
    amount: t.field({ type: money, resolve: (it) => ({ amount: it.amount, currency: it.currency }) }),
    account: t.field({
      type: named,
      nullable: true,
      resolve: (it, _args, { accounts }) =>
        it.accountKey === null ? null : accounts.load({ sourceId: it.sourceId, key: it.accountKey }),
    }),
  }),
})
const invoice = builder.objectRef<Invoice>('Invoice').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    number: t.exposeString('number', { nullable: true }),
    status: t.exposeString('status'),
    issueDate: t.exposeString('issueDate', { nullable: true }),
    total: t.field({ type: money, resolve: (it) => ({ amount: it.total, currency: it.currency }) }),
    contact: t.field({
      type: named,
      nullable: true,
      resolve: (it, _args, { contacts }) =>
        it.contactKey === null ? null : contacts.load({ sourceId: it.sourceId, key: it.contactKey }),
    }),
    lines: t.field({
      type: [line],
      resolve: (it) => it.lines.map((each) => ({ ...each, sourceId: it.sourceId, currency: it.currency })),
    }),
  }),
})
const connection = builder.objectRef<{ nodes: Invoice[] }>('InvoiceConnection').implement({
  fields: (t) => ({ nodes: t.expose('nodes', { type: [invoice] }) }),
})
builder.queryType({
  fields: (t) => ({
    invoices: t.field({
      type: connection,
      args: { first: t.arg.int({ required: true }) },
      resolve: async (_root, { first }) => ({
        nodes: await sql<Invoice[]>`
          select id, number, status, issue_date::text as "issueDate", total, currency, source_id as "sourceId",
                 contact_key as "contactKey", lines
          from invoices where workspace_id = ${workspaceId} and deleted_at is null
          order by (case when issue_date is null then '-infinity'::date else issue_date end) desc, id desc limit ${first}`,
      }),
    }),
  }),
})

const yoga = createYoga<object, Context>({
  schema: builder.toSchema(),
  logging: false,
  context: () => ({ contacts: loaderOf('contacts'), accounts: loaderOf('accounts') }),
})
// eslint-disable-next-line @typescript-eslint/no-misused-promises -- this is how Yoga's documentation mounts it.
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () =>
  process.send?.({ ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` }),
)
process.once('disconnect', () => process.exit())
