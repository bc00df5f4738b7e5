export type ErrorType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'

export interface ErrorFacts {
  status: number
  message: string
  type?: ErrorType
  code?: string
  param?: string
  /** For declined cards: how the network put it. */
  decline?: { advice_code: string; decline_code: string; network_decline_code: string; charge: string }
}

/** A refusal in Stripe's words; the API answers it in Stripe's shape. */
export class StripeError extends Error {
  readonly facts: ErrorFacts

  constructor(facts: ErrorFacts) {
    super(facts.message)
    this.name = 'StripeError'
    this.facts = facts
  }

  /** {"error": {type, code, message, param, doc_url, …}}; what isn't known is left out. */
  body(): { error: Record<string, unknown> } {
    const { code, decline, message, param, type = 'invalid_request_error' } = this.facts
    return {
      error: {
        ...(code === undefined
          ? {}
          : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        ...decline,
        message,
        ...(param === undefined ? {} : { param }),
        type,
      },
    }
  }
}

/** 400 for what was asked. */
export const refused = (message: string, code?: string, param?: string): StripeError =>
  new StripeError({
    status: 400,
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  })

/** 404 for the object of a path; 400 for one that a parameter names. */
export const missing = (kind: string, id: string, param = 'id', status = 404): StripeError =>
  new StripeError({ status, message: `No such ${kind}: '${id}'`, code: 'resource_missing', param })

export const cardDeclined = (charge: string): StripeError =>
  new StripeError({
    status: 402,
    type: 'card_error',
    code: 'card_declined',
    message: 'Your card was declined.',
    param: '',
    decline: {
      advice_code: 'try_again_later',
      charge,
      decline_code: 'generic_decline',
      network_decline_code: '01',
    },
  })
