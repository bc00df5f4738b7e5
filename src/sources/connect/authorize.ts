import { createHash, randomBytes } from 'node:crypto'

export interface CodeRequest {
  /** Where the customer agrees; it may have a query of its own. */
  endpoint: string
  clientId: string
  redirectUri: string
  scope: string
  state: string
  pkce: boolean
}

/** Where a code is asked for (RFC 6749, 4.1.1), and the verifier that goes with it: RFC 7636, S256. */
export function askForCode(asked: CodeRequest): { url: string; verifier: string } {
  const url = new URL(asked.endpoint)
  const verifier = asked.pkce ? randomBytes(32).toString('base64url') : ''
  const query = {
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    scope: asked.scope,
    state: asked.state,
    ...(verifier !== '' && { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { url: url.href, verifier }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
