// The physical limit: a bare HTTP handler that sends one SQL statement's JSON. No schema, no key, no transaction.
// node limit-server.ts <database url> <workspace id>
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'

const [url = '', workspaceId = ''] = process.argv.slice(2)
const sql = postgres(url, { max: 10 })

const read = () => sql<[{ json: string }]>`
  select json_build_object('data', json_build_object('invoices', json_build_object('nodes', json_agg(node))))::text as json
  from (
    select json_build_object(
      'id', i.id, 'number', i.number, 'status', i.status, 'issueDate', i.issue_date,
      'total', json_build_object('amount', i.total::text, 'currency', i.currency),
      'contact', json_build_object('name', c.name),
      'lines', (
        select json_agg(json_build_object(
          'description', l.value ->> 'description',
          'amount', json_build_object('amount', l.value ->> 'amount', 'currency', i.currency),
          'account', json_build_object('name', a.name)))
        from jsonb_array_elements(i.lines) l
        left join accounts a on a.workspace_id = i.workspace_id and a.source_id = i.source_id
          and a.key = l.value ->> 'accountKey')) as node
    from (
      select * from invoices where workspace_id = ${workspaceId} and deleted_at is null
      order by (case when issue_date is null then '-infinity'::date else issue_date end) desc, id desc limit 50
    ) i
    left join contacts c on c.workspace_id = i.workspace_id and c.source_id = i.source_id and c.key = i.contact_key
  ) page`

const server = createServer((request, response) => {
  request.resume()
  read().then(
    ([row]) => response.setHeader('content-type', 'application/json').end(row.json),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
)
process.once('disconnect', () => process.exit())
