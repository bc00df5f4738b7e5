import { z } from 'zod'
import type { Recovery } from '../provider.ts'
import { listOf, optionalId, optionalText, orNull } from '../toolkit/exact.ts'
import { HttpFailure, type HttpResponse } from '../toolkit/http.ts'
import { askedMs } from '../toolkit/retry-after.ts'

/** One error of an answer. `code` without leading zeros, e.g. "6140". */
export interface QuickBooksError {
  code: string | null
  message: string | null
  /** The fault's type, in lower case: "validationfault", "authentication". */
  faultType: string
}

const fault = z.object({
  type: optionalText,
  Error: listOf(z.object({ code: optionalId, Message: optionalText })),
})
// The gateway's own envelope: the same facts in lower case.
const gatewayFault = z.object({
  type: optionalText,
  error: listOf(z.object({ code: optionalId, message: optionalText })),
})
const envelope = z.object({
  Fault: orNull(fault),
  fault: orNull(gatewayFault),
  // A change-data-capture answer carries its fault one level down.
  CDCResponse: listOf(z.object({ Fault: orNull(fault) })),
})

/** The errors in an answer's body, of either envelope; null when it carries no fault. */
export function errorsIn(body: unknown): QuickBooksError[] | null {
  const parsed = envelope.safeParse(body)
  if (!parsed.success) return null
  const { Fault, fault: gateway, CDCResponse } = parsed.data
  const upper = Fault ?? CDCResponse.find((part) => part.Fault !== null)?.Fault ?? null
  if (upper !== null) return upper.Error.map((error) => toError(error.code, error.Message, upper.type))
  if (gateway !== null) return gateway.error.map((error) => toError(error.code, error.message, gateway.type))
  return null
}

const toError = (code: string | null, message: string | null, type: string | null): QuickBooksError => ({
  code: code?.replace(/^0+(?=\d)/, '') ?? null,
  message,
  faultType: type?.toLowerCase() ?? '',
})

/** Throws the failure that an answer is when it carries a fault: QuickBooks sends some with HTTP 200. */
export function refuseFault(response: HttpResponse, path: string): void {
  const errors = errorsIn(response.body)
  if (errors === null) return
  const [first] = errors
  throw new HttpFailure(`GET ${path} answered with a fault: ${first?.message ?? 'without a reason'}`, {
    kind: 'status',
    status: response.status,
    headers: response.headers,
    body: response.body,
    method: 'GET',
    path,
  })
}

const THROTTLED_MS = 60_000

const BY_CODE: Readonly<Record<string, Recovery>> = {
  3001: { action: 'wait', afterMs: THROTTLED_MS },
  3200: { action: 'refresh' },
  120: { action: 'reconnect' },
  3100: { action: 'reconnect' },
  3201: { action: 'reconnect' },
  // The company's subscription has ended: the customer has to act at QuickBooks.
  6190: { action: 'reconnect' },
  610: { action: 'skip' },
  10000: { action: 'retry' },
}

const BY_FAULT_TYPE: Readonly<Record<string, Recovery>> = {
  authentication: { action: 'refresh' },
  authenticationfault: { action: 'refresh' },
  // Spelt so in Intuit's own schema.
  authorizatonfault: { action: 'reconnect' },
  authorizationfault: { action: 'reconnect' },
  systemfault: { action: 'retry' },
  service: { action: 'retry' },
  // Codes 620, 2010 to 2500, 4000, 4001, 5010, 6000, 6140, 6210, 6240: the same call fails the same way.
  validationfault: { action: 'reject' },
}

const tokenError = z.object({ error: z.literal('invalid_grant') })

/** What QuickBooks' own codes and fault types ask for; undefined leaves it to the status code. */
export function classify(failure: HttpFailure): Recovery | undefined {
  if (tokenError.safeParse(failure.body).success) return { action: 'reconnect' }
  const errors = errorsIn(failure.body) ?? []
  const byCode = firstKnown(errors, ({ code }) => (code === null ? undefined : BY_CODE[code]))
  const throttled = failure.status === 429 || byCode?.action === 'wait'
  if (throttled) return { action: 'wait', afterMs: askedMs(failure) ?? THROTTLED_MS }
  if (byCode !== undefined) return byCode
  if (failure.status === 401) return { action: 'refresh' }
  return firstKnown(errors, ({ faultType }) => BY_FAULT_TYPE[faultType])
}

function firstKnown(
  errors: readonly QuickBooksError[],
  recovery: (error: QuickBooksError) => Recovery | undefined,
): Recovery | undefined {
  return errors.map(recovery).find((found) => found !== undefined)
}
