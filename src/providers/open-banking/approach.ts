import { z } from 'zod'
import { FaultError, type Fault } from '../../domain/errors.ts'
import { orNull } from '../toolkit/exact.ts'

// By its links a bank says how its customer is to agree (NextGenPSD2 1.3, 14.6). Daybook sends people to the bank.

export const links = orNull(
  z.looseObject({ scaRedirect: orNull(z.object({ href: z.url({ protocol: /^https?$/ }) })) }),
)
export type Links = z.infer<typeof links>

/** Where the customer goes; null where the bank first wants to be told that it begins. Throws FaultError. */
export function pageIn(links: Links): string | null {
  const names = Object.keys(links ?? {})
  if (links?.scaRedirect) return links.scaRedirect.href
  if (names.includes('startAuthorisation')) return null
  if (names.some(asksPassword)) throw new FaultError(EMBEDDED)
  if (names.some(asksWho)) throw new FaultError(DECOUPLED)
  throw new FaultError(names.includes('scaOAuth') ? OAUTH : NO_PAGE)
}

const asksPassword = (name: string): boolean => /PsuAuthentication$/.test(name)
const asksWho = (name: string): boolean => /PsuIdentification$/.test(name)

const unsupported = (actor: Fault['actor'], message: string): Fault => ({
  code: 'UNSUPPORTED_BY_PROVIDER',
  message: `${message} Until then, bring this bank's statements as files.`,
  actor,
  retryable: false,
})

const EMBEDDED = unsupported(
  'PROVIDER',
  "The bank wants its customer's password through Daybook (embedded approach), which takes none. Ask the bank to let its customers agree on a page of its own (scaRedirect).",
)
const DECOUPLED = unsupported(
  'PROVIDER',
  "The bank wants its customer's user name before it asks in its own app (decoupled approach), which is not built here. Ask the bank for its page (scaRedirect).",
)
const OAUTH = unsupported(
  'PROVIDER',
  'The bank wants OAuth 2 beside the consent (scaOAuth), which is not built here. Ask the bank for its page (scaRedirect).',
)
export const NO_PAGE = unsupported(
  'PROVIDER',
  'The bank names no page to which its customer can be sent (scaRedirect). Ask the bank for one.',
)
