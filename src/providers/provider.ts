import type { z } from 'zod'
import type { CanonicalRecord, Finding } from '../domain/entities.ts'
import type {
  DeletionDetection,
  Fidelity,
  ProviderCode,
  RecordType,
  SourceEnvironment,
  WriteKind,
} from '../domain/vocabulary.ts'
import type { Connect } from './connecting.ts'
import type { Files, Webhooks } from './receiving.ts'
import type { HttpClient, HttpFailure } from './toolkit/http.ts'

// The contract of a provider: a plain object checked with `satisfies Provider`. Facts are data, behaviour is
// functions. What it leaves out, it cannot do. The engine owns tokens, retries, limits, transactions and
// schedules: an adapter never sleeps, never touches the database, never turns a failed call into an empty list.

export interface Provider {
  code: ProviderCode
  name: string
  auth: Auth
  /** How customers connect it; left out only where access is by `file`. */
  connect?: Connect
  limits: Limit[]
  /** Base URL of the provider's API, without a slash at its end, unless the configuration overrides it. */
  endpoint(source: Pick<SourceFacts, 'environment' | 'remoteId'>): string
  /** Sent with every call: content negotiation, API version. */
  headers: Readonly<Record<string, string>>
  /** By name: lower-case plural with underscores, e.g. credit_memos. Read in this order. */
  streams: Readonly<Record<string, AnyStream>>
  webhooks?: Webhooks
  /** Only where access is by `file`: what its streams have to tell comes from here, and `pages` yields nothing. */
  files?: Files
  /** What to do after a failed call, where recovery.ts's table for status codes is not right for this provider. */
  classify?(failure: HttpFailure): Recovery | undefined
  /** The record in the provider's own web application. */
  remoteUrl?(stream: string, remoteId: string, source: SourceFacts): string | undefined
  writes: readonly WriteKind[]
}

/** What an adapter may know of the source that it reads. */
export interface SourceFacts {
  /** The account's id on the provider's side: a QuickBooks realm id, a Stripe account id. */
  remoteId: string
  environment: SourceEnvironment
  /** ISO 4217 code of the company's books; null as long as it is not known. */
  baseCurrency: string | null
}

export type Auth =
  | { kind: 'apiKey'; header(key: string): Record<string, string> }
  | {
      kind: 'oauth2'
      /** Paths or whole URLs; `token` and the others are replaced by the configured override's host. */
      urls: { authorize: string; token: string; revoke: string }
      scopes: readonly string[]
      pkce: boolean
      clientAuth: 'basic' | 'body'
      /** Overridden provider address to these URLs' counterparts there, e.g. a sandbox that serves everything. */
      override(base: string): { authorize: string; token: string; revoke: string }
      header(accessToken: string): Record<string, string>
    }
  | {
      /** RFC 6749, 4.4: an app of the customer's own directory. No person, no refresh token. */
      kind: 'clientCredentials'
      /** Whole URL at which the tenant's tokens are had. */
      token(tenant: string): string
      scope(source: Pick<SourceFacts, 'remoteId'>): string
      /** Overridden provider address to `token`'s counterpart there. */
      override(base: string, tenant: string): string
      header(accessToken: string): Record<string, string>
    }
  | {
      /** Plaid Link: Daybook's own id and secret with each call, and in each JSON body the token of what was linked. */
      kind: 'link'
      header(app: { clientId: string; clientSecret: string }): Record<string, string>
      body(accessToken: string): Record<string, string>
    }
  | {
      /** A PSD2 consent that the customer gave at the bank, for a time. */
      kind: 'consent'
      /** `accessToken` beside it where the consent was given by OAuth 2. */
      header(consentId: string, accessToken?: string): Record<string, string>
    }
  | { kind: 'file' }

/** A limit of scope `stream` counts the calls that name the same `countsAs`, and no others. */
export type Limit = { scope: 'app' | 'source' | 'stream' } & (
  { requests: number; perSeconds: number } | { atOnce: number }
)

/** What the engine does after a failed call; see recovery.ts. */
export type Recovery =
  /** Try the same call again, with backoff. */
  | { action: 'retry' }
  /** The provider throttles: try again after this long. */
  | { action: 'wait'; afterMs?: number }
  /** The access token is no longer good: get a new one, then the same call once more. */
  | { action: 'refresh' }
  /** The customer has to connect anew. */
  | { action: 'reconnect' }
  /** The position is no longer valid: read the stream from its beginning. */
  | { action: 'restart' }
  /** The thing asked for does not exist (any more). */
  | { action: 'skip' }
  /** Trying again does not help. */
  | { action: 'reject' }

/** One kind of remote record. `Raw` holds only what is read; unknown fields are kept in the stored raw all the same. */
export interface Stream<Raw> {
  /** The name that the provider's answers give its records, where they name them: "CreditMemo". */
  wireName?: string
  /** The record type it mainly feeds; null for a stream that feeds none (the company's own profile). */
  entity: RecordType | null
  /** Objects must be loose: a field nobody knew is no error. */
  raw: z.ZodType<Raw>
  deletions: Lowercase<DeletionDetection>
  /** Whether it can read only what changed since a checkpoint. */
  incremental: boolean
  /**
   * How often one that is incremental is read from the beginning again, beside its changes: nightly where only that
   * shows some deletions or changes, by default weekly, never where a provider does not allow it.
   */
  reread?: 'nightly' | 'weekly' | 'never'
  /** Seconds between two readings, where the provider allows fewer than the engine's own schedule would make. */
  everySeconds?: number
  /** Seconds after which a change shows at the latest in what is read, where that is not at once. */
  lagSeconds?: number
  /** How each canonical field of `entity` comes about; a test holds this against the mapping. */
  fields: Readonly<Record<string, Fidelity>>
  /**
   * Reads from the checkpoint (null: from the beginning) to now. Ends by returning. Every page's `checkpoint`,
   * where there is one, is a position from which `pages` can resume; it is committed with the page's records.
   */
  pages(read: Read): AsyncIterable<Page>
  /** Reads these records now. An id that the provider no longer has comes back in `missingIds`. */
  fetch?(read: Omit<Read, 'checkpoint'>, ids: readonly string[]): Promise<Fetched>
  /**
   * Pure. The records in one of the provider's answers, as `pages` brings them; null for anything else. Only where the
   * answer says of its records what they do not say themselves.
   */
  inAnswer?(answer: unknown): readonly unknown[] | null
  id(raw: Raw): string
  /** The id of a record of which nothing is left but word of its deletion; null for any other raw. */
  deletedId?(raw: unknown): string | null
  /** RFC 3339 UTC instant of the record's last change, or null where the provider does not tell. */
  updatedAt(raw: Raw): string | null
  /**
   * Pure. One raw record gives one canonical record, sometimes several (a transfer moves two accounts) or none
   * (it is another stream's record seen from a second side). Keys: recordKey(stream, id, part).
   */
  map(raw: Raw, source: SourceFacts): Mapped
}

export interface Mapped {
  records: CanonicalRecord[]
  findings?: Finding[]
}

/** A stream whose raw type is its own business: what registries and engines hold. */
export type AnyStream = Omit<Stream<unknown>, 'raw' | 'id' | 'updatedAt' | 'map'> & {
  raw: z.ZodType
  // A stream's functions take what its own schema gave; the schema stands between them and unknown input.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  id(raw: any): string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  updatedAt(raw: any): string | null
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  map(raw: any, source: SourceFacts): Mapped
}

export type Checkpoint = Readonly<Record<string, unknown>>

export interface Read {
  source: SourceFacts
  /** Knows the endpoint, the credentials, the limits and the retries. Numbers in answers are exact. */
  http: HttpClient
  checkpoint: Checkpoint | null
  /** The instant at which this reading began; the only clock an adapter has. */
  now: Date
  /** Ids of the stream's stored records that begin so and are not deleted. Left out where nothing is stored. */
  stored?(prefix: string): Promise<readonly string[]>
}

export interface Page {
  /** As parsed by parseExactJson, not yet checked against the stream's schema. */
  records: unknown[]
  /** When the request for this page was sent: what the page says was true then or later. */
  fetchedAt: Date
  deletedIds?: readonly { id: string; at: string | null }[]
  /** Ids that exist though their records are not on this page (a crawl of keys only). */
  presentIds?: readonly string[]
  checkpoint?: Checkpoint
  /** Backfill or what came after it; decides IngestPath and StreamStatus. */
  phase: 'backfill' | 'incremental'
  /**
   * On the last page of a reading that an earlier run began: when that was. What changed since at records that were
   * read by then is not in it.
   */
  asOf?: Date
  /** 0 to 1, where the provider tells the total. */
  progress?: number
  /**
   * On the last page of a complete listing: the instant at which that listing began. The engine then deletes
   * what was not listed since, guarded against mass deletion.
   */
  completeSince?: Date
}

export interface Fetched {
  records: unknown[]
  missingIds: readonly string[]
  fetchedAt: Date
}

export type {
  Agreed,
  AskedByOAuth,
  CodeConnect,
  Connect,
  Key,
  KeyConnect,
  PageConnect,
  RemoteAccount,
} from './connecting.ts'
export type { Files, WebhookChange, WebhookRequest, Webhooks } from './receiving.ts'
