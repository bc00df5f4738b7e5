import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FaultError } from '../domain/errors.ts'
import type { GrantIds } from './budget.ts'

const instant = z.iso.datetime()

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
  }),
])

/** What opens a grant's sources at their provider. Instants are RFC 3339 UTC. */
export type Secrets = z.infer<typeof secrets>

// Version 1: one byte 1 | the data key (32 bytes) sealed under the master key | JSON sealed under the data key.
// Sealed is AES-256-GCM: 12 bytes IV | ciphertext | 16 bytes tag. A data key per grant means that a new master
// key only has to wrap 32 bytes again, and no key ever meets enough IVs for two random ones to be equal.
const VERSION = 1
const IV = 12
const TAG = 16
const KEY = 32
const WRAPPED = IV + KEY + TAG

/** Seals a grant's secrets. Both layers are bound to workspace and grant: elsewhere the bytes do not open. */
export function seal(masterKey: Buffer, ids: GrantIds, value: Secrets): Buffer {
  const dataKey = randomBytes(KEY)
  const boundTo = association(ids)
  return Buffer.concat([
    Buffer.of(VERSION),
    encrypt(masterKey, boundTo, dataKey),
    encrypt(dataKey, boundTo, Buffer.from(JSON.stringify(value))),
  ])
}

/** Opens what `seal` made. Throws FaultError when key, place or bytes are not the ones of then. */
export function open(masterKey: Buffer, ids: GrantIds, sealed: Buffer): Secrets {
  try {
    if (sealed[0] !== VERSION) throw new RangeError(`sealed in an unknown version: ${sealed[0] ?? 'none'}`)
    const boundTo = association(ids)
    const dataKey = decrypt(masterKey, boundTo, sealed.subarray(1, 1 + WRAPPED))
    return secrets.parse(JSON.parse(decrypt(dataKey, boundTo, sealed.subarray(1 + WRAPPED)).toString()))
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

const association = ({ workspaceId, grantId }: GrantIds): Buffer =>
  Buffer.from(`daybook credentials ${VERSION} ${workspaceId} ${grantId}`)

function encrypt(key: Buffer, boundTo: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG }).setAAD(boundTo)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, boundTo: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG })
  decipher.setAAD(boundTo).setAuthTag(sealed.subarray(-TAG))
  return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()])
}
