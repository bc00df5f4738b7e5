import type { SandboxResponse } from '../kit/provider.ts'
import { timestamp } from './clock.ts'

type FaultType = 'ValidationFault' | 'SystemFault' | 'SERVICE'

interface FaultPlace {
  element?: string
  type?: FaultType
  status?: number
}

/** A refusal in the words of QuickBooks; answered as its Fault body. */
export class QuickBooksFault extends Error {
  override readonly name = 'QuickBooksFault'
  readonly code: string
  readonly detail: string
  readonly element: string
  readonly type: FaultType
  readonly status: number

  constructor(
    code: string,
    message: string,
    detail: string,
    { element = '', type = 'ValidationFault', status = 400 }: FaultPlace = {},
  ) {
    super(message)
    this.code = code
    this.detail = detail
    this.element = element
    this.type = type
    this.status = status
  }
}

export const missing = (element: string) =>
  new QuickBooksFault(
    '2020',
    'Required param missing, need to supply the required value for the API',
    `Required parameter ${element} is missing in the request`,
    { element },
  )

export const unsupported = (property: string) =>
  new QuickBooksFault(
    '2010',
    'Request has invalid or unsupported property',
    `Property Name:${property} specified is unsupported or invalid`,
    { element: property },
  )

export const invalidReference = (element: string, id: string) =>
  new QuickBooksFault(
    '2500',
    'Invalid Reference Id',
    `Invalid Reference Id : ${element} element id ${id} not found`,
    {
      element,
    },
  )

export const notFound = (detail: string) =>
  new QuickBooksFault('610', 'Object Not Found', `Object Not Found : ${detail}`)

export const inactive = (element: string) =>
  new QuickBooksFault(
    '610',
    'Object Not Found',
    "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
    { element },
  )

export const stale = () =>
  new QuickBooksFault(
    '5010',
    'Stale Object Error',
    'Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.',
  )

export const refused = (detail: string, element = '') =>
  new QuickBooksFault(
    '6000',
    'A business validation error has occurred while processing your request',
    `Business Validation Error: ${detail}`,
    { element },
  )

export const duplicateName = () =>
  new QuickBooksFault('6240', 'Duplicate Name Exists Error', 'The name supplied already exists. : null')

export const duplicateNumber = (number: string, type: string, id: string) =>
  new QuickBooksFault(
    '6140',
    'Duplicate Document Number Error',
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number} is assigned to TxnType=${type} with TxnId=${id}`,
  )

export const periodClosed = () =>
  new QuickBooksFault(
    '6210',
    'Account Period Closed, Cannot Update Through Services API',
    'The account period has closed and the account books cannot be updated through through the QBO Services API. Please use the QBO website to make these changes.',
  )

/** What the query's text lacks, or what it asks of an object that the object has not. */
export const unparsable = (detail: string) =>
  new QuickBooksFault('4000', 'Error parsing query', `QueryParserError: ${detail}`)
export const invalidQuery = (detail: string) =>
  new QuickBooksFault('4001', 'Invalid query', `QueryValidationError: ${detail}`)

const throttled = () =>
  new QuickBooksFault(
    '3001',
    'message=ThrottleExceeded; errorCode=003001; statusCode=429',
    'You have exceeded the throttle limit. Try again later.',
    { type: 'SERVICE', status: 429 },
  )

const systemFault = (status: number) =>
  new QuickBooksFault(
    '10000',
    'An application error has occurred while processing your request',
    'System Failure Error: An unexpected error occurred.',
    { type: 'SystemFault', status },
  )

export function faultResponse(fault: QuickBooksFault, now: Date): SandboxResponse {
  const { message, detail, code, element, type, status } = fault
  const body = {
    Fault: { Error: [{ Message: message, Detail: detail, code, element }], type },
    time: timestamp(now, true),
  }
  return { status, body: JSON.stringify(body) }
}

/** The gateway's own envelope, in lower case and with a numeric time. */
function gatewayResponse(
  status: number,
  error: { message: string; detail: string; code: string },
  type: string,
  now: Date,
): SandboxResponse {
  const body = {
    warnings: null,
    intuitObject: null,
    fault: { error: [{ ...error, element: null }], type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    attachableResponse: [],
    syncErrorResponse: null,
    requestId: null,
    time: now.getTime(),
    status: null,
    cdcresponse: [],
  }
  return { status, body: JSON.stringify(body) }
}

export function unauthenticated(token: string, now: Date): SandboxResponse {
  const error = {
    message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
    detail: `Token expired: ${token}`,
    code: '3200',
  }
  return {
    ...gatewayResponse(401, error, 'AUTHENTICATION', now),
    headers: { 'www-authenticate': 'Bearer realm="Intuit", error="invalid_token"' },
  }
}

export function unauthorized(now: Date): SandboxResponse {
  const error = {
    message: 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
    detail: 'The application is not authorized for this company.',
    code: '3100',
  }
  return gatewayResponse(403, error, 'AUTHORIZATION', now)
}

/** What QuickBooks says when a status is asked of it rather than earned. */
export function failureResponse(status: number, now: Date): SandboxResponse {
  if (status === 401) return unauthenticated('sandbox-not-a-secret', now)
  if (status === 403) return unauthorized(now)
  return faultResponse(status === 429 ? throttled() : systemFault(status), now)
}
