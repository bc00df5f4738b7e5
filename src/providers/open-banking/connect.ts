import { z } from 'zod'
import { FaultError } from '../../domain/errors.ts'
import type { PageConnect } from '../provider.ts'
import { calendarDay } from '../toolkit/exact.ts'
import { links, NO_WAY, wayIn, type Way } from './approach.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { bankOf } from './banks.ts'

const PATH = '/v1/consents'
/** The longest that a consent may stand in the European Union; a bank may make it shorter. */
const DAYS = 180
const DAY_MS = 86_400_000

const created = z.object({ consentId: z.string().min(1), _links: links })
const started = z.object({ _links: links })
const status = z.object({ consentStatus: z.string() })
const consent = z.object({ validUntil: calendarDay })

/** A consent that the customer gives on a page of the bank's. The bank ends the one before it. */
export const connect = {
  kind: 'page',
  newRemoteId: (companyId) => `berlin-group/${companyId}`,
  async begin(http, { returnTo, now }) {
    const headers = {
      // The specification: where the customer's own address is not known, that of the caller.
      'psu-ip-address': '127.0.0.1',
      'tpp-redirect-preferred': 'true',
      'tpp-redirect-uri': returnTo.agreed,
      'tpp-nok-redirect-uri': returnTo.refused,
    }
    const { body } = await http.request({
      method: 'POST',
      path: PATH,
      headers,
      json: {
        // Empty lists: the customer chooses the accounts at the bank.
        access: { accounts: [], balances: [], transactions: [] },
        recurringIndicator: true,
        validUntil: new Date(now.getTime() + DAYS * DAY_MS).toISOString().slice(0, 10),
        frequencyPerDay: 4,
        combinedServiceIndicator: false,
      },
    })
    const { consentId, _links } = created.parse(body)
    const way = wayIn(_links) ?? (await start(http, consentId, headers))
    if ('url' in way) return { url: way.url, token: consentId }
    return { oauth: { ...way, scope: `AIS:${consentId}` }, token: consentId }
  },
  async finish(http, { token, remoteId }) {
    const path = `${PATH}/${encodeURIComponent(token)}`
    const { consentStatus } = status.parse((await http.request({ path: `${path}/status` })).body)
    if (consentStatus === 'received' || consentStatus === 'partiallyAuthorised') return 'pending'
    if (consentStatus !== 'valid' || remoteId === null) return 'refused'
    const { validUntil } = consent.parse((await http.request({ path })).body)
    return {
      access: token,
      // It is good for the whole of its last day.
      expiresAt: `${validUntil}T23:59:59Z`,
      accounts: [{ remoteId, name: bankOf({ remoteId }).name }],
    }
  },
  async revoke(http, consentId) {
    await http.request({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(consentId)}` })
  },
} satisfies PageConnect

/** Some banks name their page only when they are told that the customer is about to come (startAuthorisation). */
async function start(
  http: HttpClient,
  consentId: string,
  headers: Readonly<Record<string, string>>,
): Promise<Way> {
  const path = `${PATH}/${encodeURIComponent(consentId)}/authorisations`
  const { body } = await http.request({ method: 'POST', path, headers, json: {} })
  const way = wayIn(started.parse(body)._links)
  if (way === null) throw new FaultError(NO_WAY)
  return way
}
