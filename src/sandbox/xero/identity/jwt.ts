import { createHmac } from 'node:crypto'
import { XERO_CLIENT_SECRET } from '../credentials.ts'

/** A token in the form of RFC 7519. The real one is signed with a private key of Xero's; nobody checks this one. */
export function jwtOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', XERO_CLIENT_SECRET).update(signed).digest('base64url')}`
}
