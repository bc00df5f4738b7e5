import type { SandboxOptions, SandboxProvider, SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { createRandom } from '../kit/random.ts'
import { Idempotency } from './api/idempotency.ts'
import { apiEndpoint, type Api } from './api/index.ts'
import { RESOURCES } from './api/resources.ts'
import { failureOf } from './api/responses.ts'
import type { BookEvent } from './books/books.ts'
import { BOOK_CONTROLS } from './control/books.ts'
import { ControlInput } from './control/input.ts'
import { SETTING_CONTROLS } from './control/settings.ts'
import { XERO_SECOND_TENANT_ID, XERO_TENANT_ID } from './credentials.ts'
import { liveThrough } from './history/index.ts'
import { Connections } from './identity/connections.ts'
import { consentEndpoint } from './identity/consent.ts'
import { Grants } from './identity/grants.ts'
import { revocationEndpoint, tokenEndpoint } from './identity/oauth.ts'
import { A_MINUTE, Limits } from './limits.ts'
import { Notifier } from './notify.ts'
import { trade } from './trade.ts'

const MAIN = {
  tenantId: XERO_TENANT_ID,
  name: 'Larkfield Works Ltd',
  registrationNumber: '09152647',
  taxNumber: 'GB 915 2647 08',
  shortCode: '!LfW01',
  createdAt: Date.UTC(2023, 3, 3, 9, 12, 44),
}
const SMALL = {
  tenantId: XERO_SECOND_TENANT_ID,
  name: 'Larkfield Training Ltd',
  registrationNumber: '11730925',
  taxNumber: 'GB 117 3092 51',
  shortCode: '!LfT02',
  createdAt: Date.UTC(2024, 8, 16, 14, 5, 10),
}
const SMALL_SCALE = 0.02

/** Xero, played: its identity service, and two organisations' Accounting API behind one grant. */
export function createXeroSandbox(options: SandboxOptions): SandboxProvider {
  const random = createRandom(options.seed).fork('xero')
  const now = () => options.now().getTime()
  const main = liveThrough(MAIN, random.fork('main'), options.scale, now)
  const small = liveThrough(SMALL, random.fork('small'), Math.min(options.scale, SMALL_SCALE), now)
  const businesses = [main, small]
  const grants = new Grants(random.fork('grants'))
  const connections = new Connections(random.fork('connections'), [MAIN, SMALL])
  connections.connect(grants.authEventId, now())
  const identity = { grants, connections }
  const limits = new Limits()
  const notifier = new Notifier(random.fork('events'))
  const api: Api = {
    organisations: new Map(businesses.map(({ books }) => [books.profile.tenantId, books])),
    identity,
    limits,
    idempotency: new Idempotency(),
    random: random.fork('envelopes'),
  }
  let events: BookEvent[] = []
  for (const { books } of businesses) {
    books.onEvent = (event) => {
      events.push(event)
    }
  }

  /** What happens in one piece of work is told in one notification. */
  function tellAfter<T>(work: () => T): T {
    try {
      return work()
    } finally {
      const told = inBrief(events)
      events = []
      if (told.length > 0) options.send(notifier.notification(told))
    }
  }

  function respond(request: SandboxRequest): SandboxResponse {
    const { method, path } = request
    if (method === 'POST' && path === '/connect/token') return tokenEndpoint(identity, request, now())
    if (method === 'POST' && path === '/connect/revocation') return revocationEndpoint(identity, request)
    if (path === '/identity/connect/authorize') return consentEndpoint(identity, request, now())
    if (path.startsWith('/api.xro/2.0/') || /^\/connections(\/|$)/.test(path))
      return apiEndpoint(api, request, now())
    return { status: 404, body: '' }
  }

  return {
    name: 'xero',
    // Xero counts each organisation by itself; the server counts both together.
    limits: [
      { path: '/api.xro/', requests: A_MINUTE, perSeconds: 60 },
      { path: '/api.xro/', atOnce: 5 },
    ],
    failure: (status) => (status === 429 ? limits.refusal(now()) : failureOf(status, api.random.uuid())),
    handle: (request) => tellAfter(() => respond(request)),
    /** {tenant?}: the organisation, Larkfield Works Ltd otherwise; the rest is the action's own. */
    control(action, given) {
      const controls = { ...BOOK_CONTROLS, ...SETTING_CONTROLS }
      const control = Object.hasOwn(controls, action) ? controls[action] : undefined
      if (control === undefined) {
        throw new Error(`there is no action ${action}; there are ${Object.keys(controls).join(', ')}`)
      }
      const input = new ControlInput(given)
      const tenant = input.text('tenant') ?? XERO_TENANT_ID
      const business = businesses.find(({ books }) => books.profile.tenantId === tenant)
      if (business === undefined) throw new Error(`there is no organisation ${tenant}`)
      return tellAfter(() =>
        control(business, input, { identity, limits, notifier, now, send: options.send }),
      )
    },
    trade: () => {
      tellAfter(() => {
        trade(main)
      })
    },
    /** Larkfield Works Ltd's, by the names of the envelopes, each as a read by id tells it, with what lists leave out. */
    books() {
      const everything = new URLSearchParams({ includeArchived: 'true', includeDeleted: 'true' })
      return Object.fromEntries(
        RESOURCES.map((resource) => [
          resource.name,
          resource.items(main.books, everything).map((it) => it.render({ detail: 'single', unitDigits: 2 })),
        ]),
      )
    },
  }
}

/** A record that was changed more than once in one piece of work is told of once: how it began, and how it ended. */
function inBrief(events: readonly BookEvent[]): BookEvent[] {
  const byId = new Map<string, BookEvent>()
  for (const event of events) byId.set(event.id, { ...event, verb: byId.get(event.id)?.verb ?? event.verb })
  return [...byId.values()]
}
