import type postgres from 'postgres'

export interface Seeded {
  workspaceId: string
  companyId: string
  sourceId: string
}

const ids: Seeded = {
  workspaceId: '01900000-0000-7000-8000-000000000001',
  companyId: '01900000-0000-7000-8000-000000000002',
  sourceId: '01900000-0000-7000-8000-000000000003',
}

/** One source with 50,000 invoices of three lines, 1,000 contacts and 100 accounts, made inside the database. */
export async function seedInvoices(sql: postgres.Sql): Promise<Seeded> {
  const { workspaceId, companyId, sourceId } = ids
  await sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'bench')`
  await sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Bench')`
  await sql`insert into sources (workspace_id, id, company_id, provider, environment, remote_id)
    values (${workspaceId}, ${sourceId}, ${companyId}, 'QUICKBOOKS', 'SANDBOX', 'bench')`
  await sql`
    insert into accounts (workspace_id, id, company_id, source_id, key, stream, remote_id, created_at, updated_at,
                          name, classification, account_type, status, currency)
    select ${workspaceId}, gen_random_uuid(), ${companyId}, ${sourceId}, 'accounts/' || n, 'accounts', n::text, now(), now(),
           'Account ' || n, 'INCOME', 'INCOME', 'ACTIVE', 'USD'
    from generate_series(1, 100) n`
  await sql`
    insert into contacts (workspace_id, id, company_id, source_id, key, stream, remote_id, created_at, updated_at,
                          name, roles, status)
    select ${workspaceId}, gen_random_uuid(), ${companyId}, ${sourceId}, 'customers/' || n, 'customers', n::text, now(), now(),
           'Customer ' || n, array['CUSTOMER'], 'ACTIVE'
    from generate_series(1, 1000) n`
  await sql`
    insert into invoices (workspace_id, id, company_id, source_id, key, stream, remote_id, created_at, updated_at,
                          direction, kind, number, contact_key, status, settlement, issue_date, due_date, currency, lines,
                          subtotal, tax_total, total, amount_paid, amount_due)
    select ${workspaceId}, gen_random_uuid(), ${companyId}, ${sourceId}, 'invoices/' || n, 'invoices', n::text, now(), now(),
           'SALE', 'INVOICE', 'INV-' || n, 'customers/' || (1 + n % 1000), 'OPEN', 'UNPAID',
           date '2024-11-21' + n % 730, date '2024-12-21' + n % 730, 'USD',
           (select jsonb_agg(jsonb_build_object(
              'position', p, 'description', 'Workshop day ' || p, 'quantity', '2', 'unitPrice', '120.00', 'amount', '240.00',
              'taxAmount', null, 'discountAmount', null, 'accountKey', 'accounts/' || (1 + (n + p) % 100),
              'taxRateKey', null, 'dimensions', '[]'::jsonb)) from generate_series(1, 3) p),
           720.00, 0.00, 720.00, 0.00, 720.00
    from generate_series(1, 50000) n`
  await sql`analyze`
  return ids
}
