import { createHash } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { z } from 'zod'
import type { WebhookRequest } from '../provider.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { equalInConstantTime } from '../toolkit/signatures.ts'
import { unreadable } from './unreadable.ts'

// Plaid-Verification: a JWT, signed by one of Plaid's own keys (ES256), over the SHA-256 of the body.

export const HEADER = 'plaid-verification'
const ALGORITHM = 'ES256'
const TOLERANCE_SECONDS = 300
const KEY_PATH = '/webhook_verification_key/get'

const protectedHeader = z.looseObject({ alg: z.literal(ALGORITHM), kid: z.string().min(1).max(200) })
/** A coordinate of P-256: 32 bytes in base64url. */
const coordinate = z.string().regex(/^[\w-]{43}$/)
const publicKey = z.object({
  alg: z.literal(ALGORITHM),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string(),
  x: coordinate,
  y: coordinate,
  /** Unix seconds. */
  expired_at: z.int().nullable(),
})
const claims = z.looseObject({
  iat: z.int(),
  request_body_sha256: z.string().regex(/^[0-9a-f]{64}$/i),
})

/** Whether Plaid signed this body within the last five minutes, with a key that is still good. */
export async function verify(
  { headers, body }: WebhookRequest,
  _secrets: readonly string[],
  now: Date,
  keyOf: (id: string) => Promise<unknown>,
): Promise<boolean> {
  const token = headers[HEADER]
  const id = token === undefined ? null : keyIdIn(token)
  if (token === undefined || id === null) return false
  const key = publicKey.safeParse(await keyOf(id)).data
  if (key?.kid !== id || (key.expired_at !== null && key.expired_at <= secondsOf(now))) return false
  const told = await claimsIn(token, key, now)
  if (told === null || Math.abs(secondsOf(now) - told.iat) > TOLERANCE_SECONDS) return false
  const digest = createHash('sha256').update(body).digest()
  return equalInConstantTime(Buffer.from(told.request_body_sha256, 'hex'), digest)
}

/** Reads one of Plaid's public keys. An id that Plaid does not know is a failed call. */
export async function readKey(http: HttpClient, id: string): Promise<unknown> {
  const { body } = await http.request({ method: 'POST', path: KEY_PATH, json: { key_id: id }, safe: true })
  const { data } = z.looseObject({ key: z.looseObject({}) }).safeParse(body)
  if (data === undefined) throw unreadable(`Plaid's answer to ${KEY_PATH} is no key.`)
  return data.key
}

/** Null for anything but a token of Plaid's kind; "none" and shared-secret algorithms above all. */
function keyIdIn(token: string): string | null {
  try {
    return protectedHeader.safeParse(decodeProtectedHeader(token)).data?.kid ?? null
  } catch {
    // It is no JWT at all.
    return null
  }
}

async function claimsIn(token: string, key: z.output<typeof publicKey>, now: Date) {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], currentDate: now })
    return claims.safeParse(payload).data ?? null
  } catch {
    // Whatever is wrong with the token or the point on the curve: it is not signed by this key.
    return null
  }
}

const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000)
