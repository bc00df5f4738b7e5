import type { SourceEnvironment } from '../domain/vocabulary.ts'
import type { HttpClient } from './toolkit/http.ts'

// The part of a provider's contract that is about being connected. The engine owns states, addresses, codes and
// secrets; an adapter knows what its provider wants to be asked and which accounts were given.

export type Connect = CodeConnect | PageConnect | KeyConnect

/** An account at the provider, as a source is made of it. */
export interface RemoteAccount {
  remoteId: string
  name: string | null
}

/** OAuth 2's authorization code. The flow itself follows from `auth`. */
export interface CodeConnect {
  kind: 'code'
  /** The accounts that were just given. */
  accounts(given: {
    /** Authorised by the new token. */
    http: HttpClient
    /** What the customer's browser brought back. */
    callback: URLSearchParams
    /** The token endpoint's whole answer. */
    tokens: unknown
  }): Promise<RemoteAccount[]>
  /** How a token is taken back: RFC 7009's form, or the same as JSON. */
  revokeBody: 'form' | 'json'
  /** Gives back one account of several; true when the grant opens none any more. */
  leave?: (http: HttpClient, remoteId: string) => Promise<boolean>
}

/** Who is to agree to what, and where the browser comes back to. */
export interface Visit {
  companyId: string
  /** ISO 3166, two letters, where the company's country is known. */
  country: string | null
  environment: SourceEnvironment
  /** The account that is connected anew; for a new one as `newRemoteId` calls it, else null. */
  remoteId: string | null
  /** What opens that account so far, where that is worth something for renewing it. */
  accessToken: string | null
  returnTo: { agreed: string; refused: string }
  /** Where webhooks are received; null where this installation cannot be reached from outside. */
  webhookUrl: string | null
  now: Date
}

/** A page of the provider's that is asked for beforehand: Plaid's hosted Link, a bank's page for a PSD2 consent. */
export interface PageConnect {
  kind: 'page'
  /** What an account is called where the provider has no ids for them. */
  newRemoteId?(companyId: string): string
  /** `token` is handed to `finish`. */
  begin(http: HttpClient, visit: Visit): Promise<{ token: string } & ({ url: string } | AskedByOAuth)>
  /** What became of it; `http` is authorised by the token where there is one. `pending` is asked again a few times. */
  finish(
    http: HttpClient,
    visit: Pick<Visit, 'remoteId' | 'accessToken' | 'now'> & { token: string },
  ): Promise<'pending' | 'refused' | Agreed>
  /** Takes back what was given; `http` is authorised by it. */
  revoke(http: HttpClient, access: string): Promise<void>
}

/**
 * The customer agrees by OAuth 2's authorization code, at a server that only the provider's answer names. Its tokens
 * are needed beside what `finish` gives.
 */
export interface AskedByOAuth {
  oauth: {
    /** RFC 8414, whole and with its query. */
    metadataUrl: string
    scope: string
  }
}

export interface Agreed {
  /** What opens the accounts from now on: an access token, a consent's id. */
  access: string
  /** RFC 3339 UTC; null where access does not end by itself. */
  expiresAt: string | null
  accounts: RemoteAccount[]
}

/** What the customer made at the provider and brings along. */
export interface KeyConnect {
  kind: 'key'
  /** One sentence that says what is to be given. */
  form: string
  /** Null when the text is not of that form. */
  read(text: string): Key | null
  /** The accounts that the key opens. Fails as any call does when it is not good. */
  accounts(http: HttpClient, key: Key): Promise<RemoteAccount[]>
}

export interface Key {
  /** As the key itself tells; null where it does not. */
  environment: SourceEnvironment | null
  /** Where the customer has to say which account it is for. */
  remoteId: string | null
  secrets: KeySecrets
}

export type KeySecrets = { webhookSecrets?: string[] | undefined } & (
  | { kind: 'apiKey'; apiKey: string }
  | { kind: 'clientCredentials'; tenant: string; clientId: string; clientSecret: string }
)
