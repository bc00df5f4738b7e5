import { createHmac, timingSafeEqual } from 'node:crypto'

type Encoding = 'base64' | 'hex'

/** HMAC-SHA256 over the exact bytes. */
export function hmacSha256(secret: string, body: Buffer | string): Buffer {
  return createHmac('sha256', secret).update(body).digest()
}

/** Equal content, in a time that tells nothing about where the two differ. */
export function equalInConstantTime(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Whether `signature` is the HMAC-SHA256 of the body under one of the secrets. Every secret is tried, so that the
 * time does not tell which one matched; an empty secret never matches.
 */
export function isSignedBy(
  secrets: readonly string[],
  body: Buffer | string,
  signature: string,
  encoding: Encoding,
): boolean {
  // Buffer.from skips what is not of the encoding, so "signature" and "signature!" would decode to the same bytes.
  const given = Buffer.from(signature, 'utf8')
  let matched = false
  for (const secret of secrets) {
    if (secret === '') continue
    const expected = Buffer.from(hmacSha256(secret, body).toString(encoding), 'utf8')
    matched = equalInConstantTime(expected, given) || matched
  }
  return matched
}
