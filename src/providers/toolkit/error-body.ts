import type { HttpFailure } from './http.ts'

/** What a provider says of a failed call. */
export interface ErrorFacts {
  code: string | null
  message: string | null
  /** The provider's own id of the call, which its support asks for. */
  requestId: string | null
}

const REQUEST_ID_HEADERS = [
  'request-id',
  'intuit_tid',
  'x-request-id',
  'xero-correlation-id',
  'x-hubspot-correlation-id',
]
const MESSAGE_FIELDS = [
  'error_description',
  'detail',
  'Detail',
  'message',
  'Message',
  'error_message',
  'text',
  'title',
]
const CODE_FIELDS = ['code', 'error_code', 'error', 'Code', 'ErrorNumber']
const REQUEST_ID_FIELDS = ['request_id']
const DEEPEST = 5
const LONGEST = 500

/**
 * Finds code and message in the usual shapes of error bodies, whichever object holds them: Stripe's `error`,
 * QuickBooks' `Fault.Error[0]`, OAuth's `error` and `error_description`, Plaid's flat one with its `request_id`,
 * the Berlin Group's `tppMessages[0]` and RFC 7807.
 */
export function readError({ headers, body }: HttpFailure): ErrorFacts {
  const requestId = REQUEST_ID_HEADERS.map((it) => headers[it]).find((it) => it !== undefined)
  const holder = objectWithMessage(body, DEEPEST)
  return {
    code: textOf(holder, CODE_FIELDS),
    message: textOf(holder, MESSAGE_FIELDS),
    requestId: requestId ?? textOf(holder, REQUEST_ID_FIELDS),
  }
}

type Fields = Readonly<Record<string, unknown>>

function objectWithMessage(value: unknown, depth: number): Fields | null {
  // Some gateways put the body that they were given into a string of their own.
  if (typeof value === 'string') return depth === 0 ? null : objectWithMessage(jsonIn(value), depth - 1)
  if (typeof value !== 'object' || value === null || depth === 0) return null
  const fields = value as Fields
  if (textOf(fields, MESSAGE_FIELDS) !== null || typeof fields['error'] === 'string') return fields
  for (const inner of Object.values(fields).slice(0, 50)) {
    const found = objectWithMessage(inner, depth - 1)
    if (found !== null) return found
  }
  return null
}

function jsonIn(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function textOf(fields: Fields | null, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields?.[name]
    if (typeof value === 'string' && value !== '') return value.slice(0, LONGEST)
    if (typeof value === 'number') return `${value}`
  }
  return null
}
