import { z } from 'zod'
import { FaultError, type Fault } from '../../domain/errors.ts'
import { orNull } from '../toolkit/exact.ts'

// By its links a bank says how its customer is to agree (NextGenPSD2 1.3, 14.6). Daybook sends people to the bank.

const address = orNull(z.object({ href: z.url({ protocol: /^https?$/ }) }))
export const links = orNull(z.looseObject({ scaRedirect: address, scaOAuth: address }))
export type Links = z.infer<typeof links>

/** The bank's own page, or the metadata of its authorization server. */
export type Way = { url: string } | { metadataUrl: string }

/** How the customer agrees; null where the bank first wants to be told that it begins. Throws FaultError. */
export function wayIn(links: Links): Way | null {
  const names = Object.keys(links ?? {})
  if (links?.scaRedirect) return { url: links.scaRedirect.href }
  if (links?.scaOAuth) return { metadataUrl: links.scaOAuth.href }
  if (names.includes('startAuthorisation')) return null
  if (names.some(asksPassword)) throw new FaultError(EMBEDDED)
  if (names.some(asksWho)) throw new FaultError(DECOUPLED)
  throw new FaultError(NO_WAY)
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
export const NO_WAY = unsupported(
  'PROVIDER',
  'The bank names no page to which its customer can be sent (scaRedirect), and no server that asks it (scaOAuth). Ask the bank for one.',
)
