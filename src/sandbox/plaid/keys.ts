import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Ids } from './ids.ts'

/** As `POST /webhook_verification_key/get` answers it: an EC public key with its life in Unix seconds. */
export interface PublicKey {
  alg: 'ES256'
  created_at: number
  crv: 'P-256'
  expired_at: number | null
  kid: string
  kty: 'EC'
  use: 'sig'
  x: string
  y: string
}

interface KeyPair {
  secret: KeyObject
  shown: PublicKey
}

const MOST_KEYS = 100

/** The key pairs that webhooks are signed with: one at a time, the earlier ones expired. */
export class Keys {
  readonly #ids: Ids
  readonly #seed: number
  #pairs: KeyPair[] = []

  constructor(ids: Ids, seed: number, at: Date) {
    this.#ids = ids
    this.#seed = seed
    this.rotate(at)
  }

  /** From now on webhooks are signed with a new key. */
  rotate(at: Date): PublicKey {
    const seconds = toSeconds(at)
    const current = this.#pairs.at(-1)
    if (current) current.shown.expired_at = seconds
    const pair = makePair(this.#seed, this.#ids.uuid(), seconds)
    this.#pairs = [...this.#pairs.slice(1 - MOST_KEYS), pair]
    return pair.shown
  }

  find(kid: string): PublicKey | undefined {
    return this.#pairs.find(({ shown }) => shown.kid === kid)?.shown
  }

  /** The header's JWT: when it was signed, and the SHA-256 of the very bytes of the body. */
  sign(body: string, at: Date): Record<string, string> {
    const pair = this.#pairs.at(-1)
    if (pair === undefined) throw new Error('there is no key')
    const header = encode({ alg: 'ES256', kid: pair.shown.kid, typ: 'JWT' })
    const claims = encode({
      iat: toSeconds(at),
      request_body_sha256: createHash('sha256').update(body).digest('hex'),
    })
    const signature = sign('sha256', Buffer.from(`${header}.${claims}`), {
      key: pair.secret,
      dsaEncoding: 'ieee-p1363',
    })
    return { 'plaid-verification': `${header}.${claims}.${signature.toString('base64url')}` }
  }
}

/** The same seed and id make the same pair, so that a sandbox that starts again signs as before. */
function makePair(seed: number, kid: string, createdAt: number): KeyPair {
  const d = createHash('sha256').update(`sandbox webhook key ${seed}/${kid}`).digest()
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  // Uncompressed: one byte 4, then x and y of 32 bytes each.
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  return {
    secret: createPrivateKey({ format: 'jwk', key: { ...jwk, d: d.toString('base64url') } }),
    shown: { alg: 'ES256', created_at: createdAt, expired_at: null, kid, use: 'sig', ...jwk },
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const toSeconds = (at: Date) => Math.floor(at.getTime() / 1000)
