import type { WebhookRequest } from '../provider.ts'
import { isSignedBy } from '../toolkit/signatures.ts'

// Version 3: HMAC-SHA256 in base64 over method, address, body and time, with the app's client secret.

const SIGNATURE = 'x-hubspot-signature-v3'
const TIMESTAMP = 'x-hubspot-request-timestamp'
const TOLERANCE_MS = 300_000

/** Whether HubSpot signed this call within the last five minutes. */
export function verify(
  { headers, body, url }: WebhookRequest,
  secrets: readonly string[],
  now: Date,
): boolean {
  const [signature, timestamp] = [headers[SIGNATURE], headers[TIMESTAMP]]
  if (signature === undefined || timestamp === undefined || !/^\d{1,15}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() - Number(timestamp)) > TOLERANCE_MS) return false
  const signed = Buffer.concat([Buffer.from(`POST${decoded(url)}`), body, Buffer.from(timestamp)])
  return isSignedBy(secrets, signed, signature, 'base64')
}

/** HubSpot signs the address with these escapes decoded, and with all others as they are. */
const ESCAPES = /%(?:3a|2f|3f|40|21|24|27|28|29|2a|2c|3b)/gi

const decoded = (url: string): string => url.replace(ESCAPES, decodeURIComponent)
