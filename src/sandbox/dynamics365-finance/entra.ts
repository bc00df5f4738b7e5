import type { SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'
import { D365_CLIENT_ID, D365_CLIENT_SECRET, D365_HOST, D365_TENANT } from './credentials.ts'

const LIFETIME_SECONDS = 3_599
const MOST_TOKENS = 1_000

/** Microsoft Entra ID as far as it gives tokens to one application. */
export class Entra {
  readonly #random: Random
  readonly #tokens = new Map<string, number>()
  #secretIsGood = true

  constructor(random: Random) {
    this.#random = random
  }

  /** POST /{tenant}/oauth2/v2.0/token: a form; the client's id and secret in it or as Basic. */
  token(tenant: string, request: SandboxRequest, now: Date): SandboxResponse {
    const form = new URLSearchParams(request.body.toString())
    const problem = this.#problemWith(tenant, form, request)
    if (problem !== null) return this.#refusal(problem, now)
    const token = `sandbox-not-a-secret-d365-${this.#random.token(32)}`
    this.#tokens.set(token, now.getTime() + LIFETIME_SECONDS * 1000)
    const [oldest] = this.#tokens.keys()
    if (this.#tokens.size > MOST_TOKENS && oldest !== undefined) this.#tokens.delete(oldest)
    const lifetime = { expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS }
    return json(200, { token_type: 'Bearer', ...lifetime, access_token: token })
  }

  isValid(request: SandboxRequest, now: Date): boolean {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    return (this.#tokens.get(token) ?? 0) > now.getTime()
  }

  expireTokens(): void {
    this.#tokens.clear()
  }

  /** An administrator deletes the client's secret: what was given dies too, sooner than it would. */
  setSecretGood(isGood: boolean): void {
    this.#secretIsGood = isGood
    if (!isGood) this.#tokens.clear()
  }

  #problemWith(tenant: string, form: URLSearchParams, request: SandboxRequest): Problem | null {
    const { id, secret } = clientOf(form, request)
    if (tenant !== D365_TENANT) return PROBLEMS.tenant
    if (form.get('grant_type') !== 'client_credentials') return PROBLEMS.grantType
    if (id !== D365_CLIENT_ID) return PROBLEMS.client
    if (secret === '') return PROBLEMS.noSecret
    if (secret !== D365_CLIENT_SECRET || !this.#secretIsGood) return PROBLEMS.secret
    if (!/\/\.default$/.test(form.get('scope') ?? '')) return PROBLEMS.scope
    return form.get('scope') === `https://${D365_HOST}/.default` ? null : PROBLEMS.resource
  }

  #refusal({ status, error, code, text }: Problem, now: Date): SandboxResponse {
    const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`
    const [traceId, correlationId] = [this.#random.uuid(), this.#random.uuid()]
    return json(status, {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    })
  }
}

interface Problem {
  status: number
  error: string
  code: number
  text: string
}

const PROBLEMS = {
  tenant: problem(400, 'invalid_request', 90002, 'Tenant not found.'),
  grantType: problem(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'),
  client: problem(400, 'unauthorized_client', 700016, 'Application was not found in the directory.'),
  noSecret: problem(401, 'invalid_client', 7000218, 'The request body must contain client_secret.'),
  secret: problem(401, 'invalid_client', 7000215, 'Invalid client secret provided.'),
  scope: problem(400, 'invalid_scope', 1002012, 'The provided value for scope is not valid.'),
  resource: problem(400, 'invalid_resource', 500011, 'The resource principal was not found in the tenant.'),
}

function problem(status: number, error: string, code: number, text: string): Problem {
  return { status, error, code, text }
}

function clientOf(form: URLSearchParams, request: SandboxRequest): { id: string; secret: string } {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') {
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  }
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) }
}

const json = (status: number, value: unknown): SandboxResponse => ({
  status,
  headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
  body: JSON.stringify(value),
})
