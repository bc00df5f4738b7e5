import type { SandboxOptions, SandboxProvider, SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { createRandom } from '../kit/random.ts'
import { companyEndpoint, type Api } from './api.ts'
import type { Change } from './books.ts'
import { liveThrough } from './company/history.ts'
import { tradeOnce } from './company/trade.ts'
import { control } from './control.ts'
import { ENTITY_NAMES } from './entities.ts'
import { failureResponse } from './faults.ts'
import { createGrants } from './grants.ts'
import { notification, type WebhookFormat } from './notify.ts'
import { consentPage, revokeEndpoint, tokenEndpoint } from './oauth.ts'

/** QuickBooks Online, played: its token service, its consent page, and one company's Accounting API. */
export function createQuickBooksSandbox(options: SandboxOptions): SandboxProvider {
  const { now } = options
  const random = createRandom(options.seed).fork('quickbooks')
  const business = {
    ...liveThrough(random.fork('history'), options.scale, now),
    random: random.fork('trade'),
  }
  const { books } = business.company
  const grants = createGrants(random.fork('grants'))
  const api: Api = { company: business.company, grants, answered: new Map() }
  const eventRandom = random.fork('events')
  let format: WebhookFormat = 'cloudevents'
  let changes: Change[] = []

  books.onChange = (change) => {
    changes.push(change)
  }

  /** What happens in one piece of work is told in one notification. */
  function tellAfter<T>(work: () => T): T {
    try {
      return work()
    } finally {
      const told = changes.filter((it) => it.name !== 'Preferences')
      changes = []
      if (told.length > 0) options.send(notification(told, format, eventRandom))
    }
  }

  function respond(request: SandboxRequest): SandboxResponse {
    const { method, path } = request
    if (method === 'POST' && path === '/oauth2/v1/tokens/bearer') return tokenEndpoint(grants, request, now())
    if (method === 'POST' && path === '/v2/oauth2/tokens/revoke') return revokeEndpoint(grants, request)
    if (method === 'GET' && path === '/connect/oauth2') return consentPage(grants, request, now())
    if (path.startsWith('/v3/company/')) return companyEndpoint(api, request, now())
    return { status: 404, body: '' }
  }

  return {
    name: 'quickbooks',
    limits: [
      { path: '/v3/', requests: 500, perSeconds: 60 },
      { path: '/v3/', atOnce: 10 },
    ],
    failure: (status) => failureResponse(status, now()),
    handle(request) {
      const response = tellAfter(() => respond(request))
      return { ...response, headers: { ...response.headers, intuit_tid: eventRandom.uuid() } }
    },
    control: (action, input) =>
      tellAfter(() =>
        control({ business, grants, now, setWebhookFormat: (next) => (format = next) }, action, input),
      ),
    trade() {
      tellAfter(() => {
        tradeOnce(business, now())
      })
    },
    // An object's own fields are replaced when it changes, so a copy of them is a picture of this moment.
    books: () =>
      Object.fromEntries(ENTITY_NAMES.map((name) => [name, [...books.all(name)].map((it) => ({ ...it }))])),
  }
}
