import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FaultError } from '../domain/errors.ts'
import type { GrantIds } from './budget.ts'

const instant = z.iso.datetime()

/** Of an authorization server that only the bank's own answer names. */
const consentTokens = z.strictObject({
  /** Where they are had anew. */
  endpoint: z.url(),
  clientAuth: z.enum(['basic', 'body', 'none']),
  accessToken: z.string().min(1),
  accessExpiresAt: instant,
  /** Null: access is over with the access token. */
  refreshToken: z.string().min(1).nullable(),
  refreshExpiresAt: instant.nullable(),
})

const secrets = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('apiKey'),
    apiKey: z.string().min(1),
    /** Of this source's webhooks, where a provider gives each source its own. */
    webhookSecrets: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({
    kind: z.literal('oauth2'),
    accessToken: z.string().min(1),
    accessExpiresAt: instant,
    refreshToken: z.string().min(1),
    refreshExpiresAt: instant.nullable(),
  }),
  z.strictObject({
    kind: z.literal('clientCredentials'),
    /** The customer's directory. */
    tenant: z.string().min(1),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    /** Null until the first call. */
    access: z.strictObject({ token: z.string().min(1), expiresAt: instant }).nullable(),
    webhookSecrets: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({ kind: z.literal('link'), accessToken: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('consent'),
    consentId: z.string().min(1),
    validUntil: instant,
    /** PEM, for banks that want to see who calls. */
    clientCertificate: z
      .strictObject({
        certificate: z.string().min(1),
        privateKey: z.string().min(1),
        /** The bank's own certificate authority, as test systems have. */
        authority: z.string().min(1).nullable(),
      })
      .nullable(),
    /** Where the bank wants OAuth 2 beside the consent. */
    tokens: consentTokens.optional(),
  }),
])

/** What opens a grant's sources at their provider. Instants are RFC 3339 UTC. */
export type Secrets = z.infer<typeof secrets>
export type ConsentTokens = z.infer<typeof consentTokens>

// Version 1: one byte 1 | the data key (32 bytes) sealed under the master key | JSON sealed under the data key.
// Sealed is AES-256-GCM: 12 bytes IV | ciphertext | 16 bytes tag. A data key per grant means that a new master
// key only has to wrap 32 bytes again, and no key ever meets enough IVs for two random ones to be equal.
const VERSION = 1
const IV = 12
const TAG = 16
const KEY = 32
const WRAPPED = IV + KEY + TAG

/** One key seals; while it is being replaced, those before it still open what they sealed. */
export interface MasterKeys {
  masterKey: Buffer
  formerMasterKeys?: readonly Buffer[]
}

/** Seals a grant's secrets. Both layers are bound to workspace and grant: elsewhere the bytes do not open. */
export const seal = (masterKey: Buffer, ids: GrantIds, value: Secrets): Buffer =>
  sealText(masterKey, association(ids), JSON.stringify(value))

/** Opens what `seal` made. Throws FaultError when keys, place or bytes are not the ones of then. */
export function open(keys: MasterKeys, ids: GrantIds, sealed: Buffer): Secrets {
  try {
    return secrets.parse(JSON.parse(openText(keys, association(ids), sealed)))
  } catch (cause) {
    throw new FaultError(
      {
        code: 'REAUTHORIZE',
        message: `The credentials of grant ${ids.grantId} do not open with this DAYBOOK_MASTER_KEY. Start with the one that sealed them, or connect its sources again.`,
        actor: 'OPERATOR',
        retryable: false,
      },
      { cause },
    )
  }
}

/** What a grant's sealed secrets are bound to. */
export const association = ({ workspaceId, grantId }: GrantIds): string =>
  `daybook credentials ${VERSION} ${workspaceId} ${grantId}`

/** Seals a text for one place, which `boundTo` names. */
export function sealText(masterKey: Buffer, boundTo: string, text: string): Buffer {
  const dataKey = randomBytes(KEY)
  return Buffer.concat([
    Buffer.of(VERSION),
    encrypt(masterKey, boundTo, dataKey),
    encrypt(dataKey, boundTo, Buffer.from(text)),
  ])
}

/** Throws when none of the keys opens it, or it was sealed for another place. */
export function openText(keys: MasterKeys, boundTo: string, sealed: Buffer): string {
  const { dataKey, rest } = unwrap(keys, boundTo, sealed)
  return decrypt(dataKey, boundTo, rest).toString()
}

/** The same under the master key, its data key wrapped anew; null when it is under that one already. */
export function rewrap(keys: MasterKeys, boundTo: string, sealed: Buffer): Buffer | null {
  const { dataKey, rest, key } = unwrap(keys, boundTo, sealed)
  if (key.equals(keys.masterKey)) return null
  return Buffer.concat([Buffer.of(VERSION), encrypt(keys.masterKey, boundTo, dataKey), rest])
}

interface Unwrapped {
  dataKey: Buffer
  /** What is sealed under the data key. */
  rest: Buffer
  /** The master key that opened it. */
  key: Buffer
}

function unwrap(
  { masterKey, formerMasterKeys = [] }: MasterKeys,
  boundTo: string,
  sealed: Buffer,
): Unwrapped {
  if (sealed[0] !== VERSION) throw new RangeError(`sealed in an unknown version: ${sealed[0] ?? 'none'}`)
  const [wrapped, rest] = [sealed.subarray(1, 1 + WRAPPED), sealed.subarray(1 + WRAPPED)]
  for (const key of formerMasterKeys) {
    const dataKey = decryptOrNull(key, boundTo, wrapped)
    if (dataKey !== null) return { dataKey, rest, key }
  }
  return { dataKey: decrypt(masterKey, boundTo, wrapped), rest, key: masterKey }
}

function decryptOrNull(key: Buffer, boundTo: string, sealed: Buffer): Buffer | null {
  try {
    return decrypt(key, boundTo, sealed)
  } catch {
    return null // Another key's.
  }
}

function encrypt(key: Buffer, boundTo: string, plain: Buffer): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG }).setAAD(Buffer.from(boundTo))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, boundTo: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-TAG))
  return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()])
}
