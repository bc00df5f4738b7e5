import type { SandboxRequest } from '../../kit/provider.ts'
import type { Bank } from '../bank.ts'
import type { Consent } from '../consents.ts'
import { BankError, consentExpired, consentInvalid, formatError } from '../errors.ts'

type Headers = SandboxRequest['headers']

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Throws BankError. */
export function checkRequestId(headers: Headers): void {
  const id = headers['x-request-id']
  if (id === undefined) throw formatError('The header X-Request-ID is missing.')
  if (!UUID.test(id)) throw formatError('The header X-Request-ID must be a UUID.')
}

/** Throws BankError: JSON is all that this bank writes. */
export function checkAccept({ accept }: Headers): void {
  if (accept === undefined || /\*\/\*|application\/(\*|json|problem\+json)/.test(accept)) return
  throw new BankError(406, 'REQUESTED_FORMATS_INVALID', `This bank answers JSON, not ${accept}.`)
}

/** The consent of an account's call, which must be valid, as must be its token. Throws BankError. */
export function consentOf(bank: Bank, headers: Headers): Consent {
  const { consents } = bank
  const id = headers['consent-id']
  if (id === undefined) throw formatError('The header Consent-ID is missing.')
  const consent = consents.find(id)
  if (consent === undefined) throw new BankError(400, 'CONSENT_UNKNOWN', 'There is no such consent.')
  if (consent.status === 'expired') throw consentExpired()
  if (consent.status !== 'valid') throw consentInvalid(`The consent is ${consent.status}.`)
  if (consent.needsToken) checkToken(bank, headers, consent)
  return consent
}

function checkToken({ tokens, now }: Bank, { authorization = '' }: Headers, consent: Consent): void {
  const [, token = ''] = /^Bearer (.+)$/i.exec(authorization) ?? []
  if (token === '') throw new BankError(401, 'TOKEN_UNKNOWN', 'The access token is missing.')
  const known = tokens.consentOf(token, now().getTime())
  if (known?.consentId !== consent.id) {
    throw new BankError(401, 'TOKEN_INVALID', 'The access token is not one of this consent.')
  }
  if (known.isOver) throw new BankError(401, 'TOKEN_EXPIRED', 'The access token has expired.')
}

export const isUnattended = (headers: Headers): boolean => (headers['psu-ip-address'] ?? '') === ''
