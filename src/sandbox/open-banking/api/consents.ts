import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { isObject, readAccess } from '../access.ts'
import type { Bank } from '../bank.ts'
import type { Consent, ConsentRequest } from '../consents.ts'
import { dayOf, isDay } from '../../kit/days.ts'
import { BankError, formatError, periodInvalid, unknownResource } from '../errors.ts'
import { type Link, type Links, linksOf } from './links.ts'
import { json } from './responses.ts'

const MOST_ACCESSES_A_DAY = 4

/** /v1/consents…: `path` is what follows. Throws BankError; undefined where there is nothing. */
export function answerConsents(
  bank: Bank,
  request: SandboxRequest,
  path: readonly string[],
): SandboxResponse | undefined {
  const links = linksOf(request, bank.dialect)
  const [id, part, authorisationId] = path
  if (id === undefined) return request.method === 'POST' ? create(bank, request, links) : undefined
  const consent = bank.consents.find(id)
  if (consent === undefined) throw new BankError(403, 'CONSENT_UNKNOWN', 'There is no such consent.')
  if (part === 'authorisations') return authorisations(bank, request, consent, authorisationId, links)
  const call = `${request.method} ${part ?? ''}`
  if (call === 'GET ') return json(200, consentAnswer(consent, links))
  if (call === 'GET status') return json(200, { consentStatus: consent.status })
  if (call !== 'DELETE ') return undefined
  bank.consents.turn(consent, 'terminatedByTpp')
  return { status: 204, body: '' }
}

function create(bank: Bank, request: SandboxRequest, links: Links): SandboxResponse {
  const consent = bank.consents.request(readRequest(request, dayOf(bank.now())))
  const path = `/v1/consents/${consent.id}`
  const { status: consentStatus, id: consentId } = consent
  const body = {
    consentStatus,
    consentId,
    _links: {
      ...wayToAgree(bank, consent, links),
      self: links.usual(path),
      status: links.usual(`${path}/status`),
    },
  }
  return json(201, body, { location: links.usual(path).href, ...approachHeader(bank) })
}

/** The specification's own examples of a consent's answer. */
function wayToAgree(
  { consents, dialect }: Bank,
  consent: Consent,
  links: Links,
): Readonly<Record<string, Link>> {
  const authorisations = `/v1/consents/${consent.id}/authorisations`
  switch (dialect.approach) {
    case 'explicit':
      return { startAuthorisation: links.usual(authorisations) }
    case 'decoupled':
      return { startAuthorisationWithPsuIdentification: links.usual(authorisations) }
    case 'embedded':
      return { startAuthorisationWithPsuAuthentication: links.usual(authorisations) }
    case 'oauth':
    case 'redirect': {
      const id = consents.startAuthorisation(consent)
      const scaStatus = links.usual(`${authorisations}/${id}`)
      if (dialect.approach === 'redirect')
        return { scaRedirect: links.whole(`/authorise/${consent.id}`), scaStatus }
      // As comdirect has it: without the query there is no such server.
      const metadata = `/oauth/.well-known/oauth-authorization-server?authorizationId=${id}`
      return { scaOAuth: links.whole(metadata), scaStatus }
    }
  }
}

/** Where it is not yet known, banks leave it out. */
const approachHeader = ({ dialect: { approach } }: Bank): Record<string, string> =>
  approach === 'explicit'
    ? {}
    : { 'aspsp-sca-approach': approach === 'oauth' ? 'REDIRECT' : approach.toUpperCase() }

function readRequest({ body, headers }: SandboxRequest, today: string): ConsentRequest {
  const asked = parse(body.toString())
  const { combinedServiceIndicator, frequencyPerDay, recurringIndicator, validUntil } = asked
  const redirectUri = headers['tpp-redirect-uri']
  if ((headers['psu-ip-address'] ?? '') === '') throw formatError('The header PSU-IP-Address is missing.')
  if (redirectUri === undefined || !isWeb(redirectUri)) {
    throw formatError('The header TPP-Redirect-URI must be the address that the customer comes back to.')
  }
  const recurring = readFlag(recurringIndicator, 'recurringIndicator')
  if (readFlag(combinedServiceIndicator, 'combinedServiceIndicator')) {
    throw formatError('This bank initiates no payments: combinedServiceIndicator must be false.')
  }
  if (typeof validUntil !== 'string' || !isDay(validUntil)) {
    throw formatError('validUntil must be a date such as 2026-02-28.')
  }
  if (validUntil < today) throw periodInvalid('validUntil has passed.')
  if (!Number.isInteger(frequencyPerDay) || Number(frequencyPerDay) < 1) {
    throw formatError('frequencyPerDay must be a positive integer.')
  }
  if (!recurring && frequencyPerDay !== 1) throw formatError('One access only: frequencyPerDay must be 1.')
  const nokRedirectUri = headers['tpp-nok-redirect-uri'] ?? redirectUri
  if (!isWeb(nokRedirectUri)) throw formatError('The header TPP-Nok-Redirect-URI must be an address.')
  return {
    access: readAccess(asked.access),
    recurring,
    validUntil,
    frequencyPerDay: Math.min(Number(frequencyPerDay), MOST_ACCESSES_A_DAY),
    redirectUri,
    nokRedirectUri,
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // Said below, in one sentence with what is JSON but no object.
  }
  throw formatError('The body must be a JSON object.')
}

/** The specification's own examples write true and false as text. */
function readFlag(value: unknown, name: string): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw formatError(`${name} must be true or false.`)
}

const isWeb = (address: string): boolean =>
  URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)

const consentAnswer = (consent: Consent, links: Links): object => ({
  access: consent.access,
  recurringIndicator: consent.recurring,
  validUntil: consent.validUntil,
  frequencyPerDay: consent.frequencyPerDay,
  lastActionDate: consent.lastActionOn,
  consentStatus: consent.status,
  ...(consent.status === 'valid' ? { _links: { account: links.usual('/v1/accounts') } } : {}),
})

/** Where it is played to its end the customer goes to the bank's page, so there is nothing for a client to PUT. */
function authorisations(
  bank: Bank,
  { method }: SandboxRequest,
  consent: Consent,
  id: string | undefined,
  links: Links,
): SandboxResponse | undefined {
  const path = `/v1/consents/${consent.id}/authorisations`
  if (id !== undefined) {
    const scaStatus = consent.authorisations.get(id)
    if (scaStatus === undefined) throw unknownResource('authorisation')
    return method === 'GET' ? json(200, { scaStatus }) : undefined
  }
  if (method === 'GET') return json(200, { authorisationIds: [...consent.authorisations.keys()] })
  if (method !== 'POST') return undefined
  if (consent.status !== 'received') {
    throw new BankError(409, 'STATUS_INVALID', `The consent is ${consent.status} already.`)
  }
  if (bank.dialect.approach === 'decoupled') throw formatError('The header PSU-ID is missing.')
  if (bank.dialect.approach === 'embedded') throw formatError('psuData is missing.')
  const authorisationId = bank.consents.startAuthorisation(consent)
  const _links = {
    scaRedirect: links.whole(`/authorise/${consent.id}`),
    scaStatus: links.usual(`${path}/${authorisationId}`),
  }
  return json(201, { scaStatus: 'received', authorisationId, _links }, { 'aspsp-sca-approach': 'REDIRECT' })
}
