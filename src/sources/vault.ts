import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FaultError } from '../domain/errors.ts'
import type { SourceIds } from './budget.ts'

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
])

/** What opens a source at its provider. Instants are RFC 3339 UTC. */
export type Secrets = z.infer<typeof secrets>

// Version 1: one byte 1 | the data key (32 bytes) sealed under the master key | JSON sealed under the data key.
// Sealed is AES-256-GCM: 12 bytes IV | ciphertext | 16 bytes tag. A data key per source means that a new master
// key only has to wrap 32 bytes again, and no key ever meets enough IVs for two random ones to be equal.
const VERSION = 1
const IV = 12
const TAG = 16
const KEY = 32
const WRAPPED = IV + KEY + TAG

/** Seals a source's secrets. Both layers are bound to workspace and source: elsewhere the bytes do not open. */
export function seal(masterKey: Buffer, ids: SourceIds, value: Secrets): Buffer {
  const dataKey = randomBytes(KEY)
  const boundTo = association(ids)
  return Buffer.concat([
    Buffer.of(VERSION),
    encrypt(masterKey, boundTo, dataKey),
    encrypt(dataKey, boundTo, Buffer.from(JSON.stringify(value))),
  ])
}

/** Opens what `seal` made. Throws FaultError when key, place or bytes are not the ones of then. */
export function open(masterKey: Buffer, ids: SourceIds, sealed: Buffer): Secrets {
  try {
    if (sealed[0] !== VERSION) throw new RangeError(`sealed in an unknown version: ${sealed[0] ?? 'none'}`)
    const boundTo = association(ids)
    const dataKey = decrypt(masterKey, boundTo, sealed.subarray(1, 1 + WRAPPED))
    return secrets.parse(JSON.parse(decrypt(dataKey, boundTo, sealed.subarray(1 + WRAPPED)).toString()))
  } catch (cause) {
    throw new FaultError(
      {
        code: 'REAUTHORIZE',
        message: `The credentials of source ${ids.sourceId} do not open with this DAYBOOK_MASTER_KEY. Start with the one that sealed them, or connect the source again.`,
        actor: 'OPERATOR',
        retryable: false,
      },
      { cause },
    )
  }
}

const association = ({ workspaceId, sourceId }: SourceIds): Buffer =>
  Buffer.from(`daybook credentials ${VERSION} ${workspaceId} ${sourceId}`)

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
