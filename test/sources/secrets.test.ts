import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generate } from 'selfsigned'
import { encodeId } from '../../src/api/ids.ts'
import * as dynamics from '../../src/sandbox/dynamics365-finance/credentials.ts'
import * as stripe from '../../src/sandbox/stripe/credentials.ts'
import { pendingAssociation } from '../../src/sources/connect/pending.ts'
import { open, openText, type Secrets } from '../../src/sources/vault.ts'
import { startWorker } from '../../src/worker.ts'
import { visit } from '../support/browser.ts'
import { logTo, RETURN_URL, startConnecting } from '../support/connecting.ts'
import { eventually } from '../support/eventually.ts'

// Connects, reads, renews, fails, reconnects and disconnects; then looks for everything secret that was used.

const certificate = await generate([{ name: 'commonName', value: 'Daybook' }])
const it = await startConnecting({
  clientCertificates: {
    OPEN_BANKING: { certificate: certificate.cert, privateKey: certificate.private, authority: null },
  },
})
const { workspaceId, companyId, key } = it.books
const used = new Map<string, string>()
const note = (what: string, secret: string | null | undefined) => {
  if (secret) used.set(secret, what)
}

/** Every table of every schema, as text; bytes as hexadecimal digits. */
async function dump(): Promise<string> {
  const tables = await it.db.owner.sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
  const texts: string[] = []
  for (const { schema, name } of tables) {
    const rows = await it.db.owner.sql<{ row: string }[]>`
      select t::text as row from ${it.db.owner.sql(schema)}.${it.db.owner.sql(name)} t`
    texts.push(...rows.map((each) => each.row))
  }
  return texts.join('\n')
}

/** What lies sealed at the moment. */
async function noteSealed(): Promise<void> {
  const grants = await it.db.owner.sql<{ grant_id: string; sealed: Buffer }[]>`
    select grant_id, sealed from credentials`
  for (const { grant_id: grantId, sealed } of grants)
    noteSecrets(open(it.config, { workspaceId, grantId }, sealed))
  const pending = await it.db.owner.sql<
    { id: string; sealed: Buffer }[]
  >`select id, sealed from pending_connects`
  for (const { id, sealed } of pending) {
    const text = openText(it.config, pendingAssociation({ workspaceId, id }), sealed)
    note('of a pending connect', text)
    if (text.startsWith('{'))
      noteKept(JSON.parse(text) as { token: string; leg: { verifier: string } | null })
  }
}

function noteKept({ token, leg }: { token: string; leg: { verifier: string } | null }): void {
  note('token of a pending connect', token)
  note('verifier of a pending connect', leg?.verifier)
}

function noteSecrets(secrets: Secrets): void {
  const { kind, ...fields } = secrets
  for (const [name, value] of Object.entries(fields)) {
    if (/secret|token|apiKey|consentId/i.test(name)) {
      for (const each of [value].flat()) if (typeof each === 'string') note(`${kind} ${name}`, each)
    }
  }
  if (secrets.kind === 'clientCredentials') note('access token', secrets.access?.token)
  if (secrets.kind === 'consent') {
    note('access token beside a consent', secrets.tokens?.accessToken)
    note('refresh token beside a consent', secrets.tokens?.refreshToken)
  }
}

/** A bank's customers agree on its page, or by OAuth 2; the last one asked is the one that stays. */
async function connectAll(decision: 'agree' | 'refuse'): Promise<void> {
  for (const [provider, approach] of [
    ['QUICKBOOKS'],
    ['XERO'],
    ['HUBSPOT'],
    ['PLAID'],
    ['OPEN_BANKING', 'redirect'],
    ['OPEN_BANKING', 'oauth'],
  ] as const) {
    if (approach !== undefined) await it.control('open-banking/set_dialect', { approach })
    const begun = await it.begin(provider)
    await noteSealed()
    note('state', begun.text('beginConnect.state'))
    const address = begun.text('beginConnect.authorizationUrl')
    const callback = await visit(address, decision, `${it.api.url}/connect/callback`)
    note('code', callback.searchParams.get('code'))
    const back = await fetch(callback, { redirect: 'manual' })
    assert.ok(back.headers.get('location')?.startsWith(RETURN_URL))
    await noteSealed()
  }
}

async function connectWithKeys(): Promise<void> {
  const document = `mutation ($input: ConnectWithKeyInput!) { connectWithKey(input: $input) {
    source { id } userErrors { message } } }`
  const input = { companyId: encodeId('Company', companyId), environment: 'SANDBOX' }
  const whole = { apiKey: stripe.STRIPE_SECRET_KEY, webhookSecrets: [stripe.STRIPE_WEBHOOK_SECRET] }
  const webhookSecrets = [dynamics.D365_WEBHOOK_CODE]
  const app = {
    tenant: dynamics.D365_TENANT,
    webhookSecrets,
    clientId: dynamics.D365_CLIENT_ID,
    host: dynamics.D365_HOST,
  }
  const withSecret = (clientSecret: string) => JSON.stringify({ ...app, company: 'lfde', clientSecret })
  note('wrong key', 'sk_test_not_a_secret_but_wrong')
  note('wrong secret', 'sandbox-not-a-secret-but-wrong')
  for (const [provider, apiKey] of [
    ['STRIPE', 'sk_test_not_a_secret_but_wrong'],
    ['STRIPE', JSON.stringify(whole)],
    ['DYNAMICS365_FINANCE', withSecret('sandbox-not-a-secret-but-wrong')],
    ['DYNAMICS365_FINANCE', withSecret(dynamics.D365_CLIENT_SECRET)],
  ]) {
    const answer = await it.mutate(document, { input: { ...input, provider, apiKey } })
    assert.ok(!leaks(JSON.stringify(answer.json)), 'an answer repeats a secret')
  }
  await noteSealed()
}

/** Fields of calls and answers whose values open something. */
const SECRET_FIELDS =
  /^(access_token|refresh_token|id_token|link_token|public_token|client_secret|secret|code|code_verifier|token|consentId)$/

function noteFields(where: string, body: unknown, depth = 4): void {
  if (typeof body !== 'object' || body === null || depth === 0) return
  for (const [name, value] of Object.entries(body)) {
    // Shorter ones are error codes.
    if (typeof value === 'string' && SECRET_FIELDS.test(name) && value.length > 12)
      note(`${where} ${name}`, value)
    else noteFields(where, value, depth - 1)
  }
}

function noteText(where: string, text: string): void {
  if (text.startsWith('{')) noteFields(where, JSON.parse(text))
  else noteFields(where, Object.fromEntries(new URLSearchParams(text)))
}

/** Every secret that goes over the wire in either direction, rotated tokens included. */
function noteCalls(): void {
  const send = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    const [scheme, credentials] = (headers.get('authorization') ?? '').split(' ')
    note(`authorization ${scheme ?? ''}`, credentials)
    for (const name of ['plaid-secret', 'consent-id']) note(name, headers.get(name))
    if (typeof init?.body === 'string') noteText('sent', init.body)
    const response = await send(input, init)
    if (headers.get('user-agent') === 'daybook' && response.headers.get('content-type')?.includes('json')) {
      noteText(
        'answered',
        await response
          .clone()
          .text()
          .catch(() => ''),
      )
    }
    return response
  }
}

/** Good and bad ones, whose addresses and headers hold secrets. */
async function deliverWebhooks(): Promise<void> {
  const event = { BusinessEventId: 'VendPaymentPostedBusinessEvent', EventId: 'e-1', EventTime: null }
  const remoteId = encodeURIComponent(dynamics.D365_REMOTE_ID)
  const to = `${it.api.url}/webhooks/dynamics365-finance/${remoteId}?code=`
  const statuses: number[] = []
  for (const [code, body] of [
    [dynamics.D365_WEBHOOK_CODE, JSON.stringify(event)],
    [dynamics.D365_WEBHOOK_CODE, 'no event'],
    [`${dynamics.D365_WEBHOOK_CODE}x`, JSON.stringify(event)],
  ] as const) {
    statuses.push((await fetch(`${to}${code}`, { method: 'POST', body })).status)
  }
  assert.deepEqual(statuses, [200, 400, 401])
}

/** As it may be written in an address, in JSON, in bytea, or within something that is in base64. */
function spellings(secret: string): string[] {
  const aligned = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64')
    return text.replace(/=+$/, '').slice(offset === 0 ? 0 : offset + 1, -1)
  })
  return [
    ...[secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)],
    ...[
      Buffer.from(secret).toString('hex'),
      ...aligned,
      ...aligned.map((it) => it.replaceAll('+', '-').replaceAll('/', '_')),
    ],
  ]
}

function leaks(text: string): string | undefined {
  for (const [secret, what] of used) {
    for (const spelled of spellings(secret)) {
      const at = text.indexOf(spelled)
      if (at >= 0) return `${what}: …${text.slice(Math.max(0, at - 200), at + 60)}`
    }
  }
  return undefined
}

test('no secret that was used is in the database in clear, or in any log', async () => {
  note('master key', it.config.masterKey.toString('base64'))
  note('API key', key)
  noteCalls()
  const { privateKey } = it.config.clientCertificates?.OPEN_BANKING ?? { privateKey: '' }
  for (const line of privateKey.split('\n').filter((each) => /^[\w+/=]{20,}$/.test(each)))
    note('private key', line)
  for (const app of Object.values(it.config.apps)) {
    note('client secret', app.clientSecret)
    for (const secret of app.webhookSecrets) note('webhook secret', secret)
  }
  await connectAll('refuse')
  await connectAll('agree')
  await connectWithKeys()

  await deliverWebhooks()
  const log = logTo(it.logged)
  const worker = await startWorker({ databaseUrl: it.db.url, config: it.config, log })
  const read = async () => {
    const [row] = await it.db.owner.sql<{ count: number }[]>`
      select count(distinct source_id)::int as count from stream_states where fresh_as_of is not null`
    return row?.count ?? 0
  }
  await eventually(async () => {
    assert.ok((await read()) >= 6)
  }, 60_000)
  for (const provider of ['xero', 'quickbooks']) await it.control(`${provider}/revoke_grant`, {})
  await it.db.owner.sql`update stream_states set next_run_at = now()`
  await eventually(async () => {
    const [row] = await it.db.owner.sql<{ count: number }[]>`
        select count(*)::int as count from sources where reauthorize is not null`
    assert.ok(row !== undefined && row.count >= 2)
  }, 60_000)
  await noteSealed()
  await worker.stop()

  await connectAll('agree')
  // One customer is still on the way.
  await it.begin('OPEN_BANKING')
  await noteSealed()
  const before = await dump()
  assert.ok(before.includes(companyId) && before.includes('Larkfield'), 'the dump has nothing in it')
  await it.control('faults', { provider: 'open-banking', kind: 'status', status: 500 })
  const disconnect = 'mutation ($id: ID!) { disconnect(sourceId: $id) { userErrors { message } } }'
  for (const provider of ['QUICKBOOKS', 'XERO', 'HUBSPOT', 'PLAID', 'OPEN_BANKING']) {
    for (const source of await it.sources(provider)) {
      const answer = await it.mutate(disconnect, { id: encodeId('Source', source.id) })
      assert.ok(!leaks(JSON.stringify(answer.json)), 'an answer repeats a secret')
    }
  }

  assert.ok(used.size > 80, `only ${used.size} secrets were used`)
  assert.equal(leaks(before), undefined)
  assert.equal(leaks(await dump()), undefined)
  assert.ok(it.logged.length > 50)
  assert.equal(leaks(it.logged.join('')), undefined)
})
