import type { SandboxOptions, SandboxProvider, SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { createRandom } from '../kit/random.ts'
import { apiEndpoint, type Api, READS } from './api/index.ts'
import { failureOf } from './api/responses.ts'
import { booksOf } from './books.ts'
import { ACCESS_CONTROLS } from './control/access.ts'
import { ControlInput } from './control/input.ts'
import { INVOICE_CONTROLS } from './control/invoices.ts'
import { PEOPLE_CONTROLS } from './control/people.ts'
import type { Room } from './control/room.ts'
import { makeHistory } from './history/index.ts'
import { consentEndpoint } from './identity/consent.ts'
import { Grants } from './identity/grants.ts'
import { oauthEndpoint } from './identity/oauth.ts'
import { LIMITS, Limits } from './limits.ts'
import { notifications } from './notify.ts'
import type { PortalEvent } from './portal/record.ts'
import { trade } from './trade.ts'

const CONTROLS = { ...PEOPLE_CONTROLS, ...INVOICE_CONTROLS, ...ACCESS_CONTROLS }

/** HubSpot, played: its OAuth, and the CRM and commerce objects of one account. */
export function createHubSpotSandbox(options: SandboxOptions): SandboxProvider {
  const random = createRandom(options.seed).fork('hubspot')
  const now = () => options.now().getTime()
  const business = makeHistory(random.fork('history'), options.scale, now)
  const { portal } = business
  const grants = new Grants(random.fork('grants'))
  const limits = new Limits()
  const api: Api = { portal, grants, limits, random: random.fork('correlations') }
  const eventRandom = random.fork('events')
  let events: PortalEvent[] = []
  let isQuiet = false
  portal.onEvent = (event) => {
    if (!isQuiet) events.push(event)
  }
  const room: Room = {
    business,
    grants,
    now,
    quietly(act) {
      isQuiet = true
      try {
        act()
      } finally {
        isQuiet = false
      }
    },
  }

  /** What happens in one piece of work is told together. */
  function tellAfter<T>(work: () => T): T {
    try {
      return work()
    } finally {
      const told = events
      events = []
      for (const webhook of notifications(told, eventRandom)) options.send(webhook)
    }
  }

  function respond(request: SandboxRequest): SandboxResponse {
    const { method, path } = request
    if (path === '/oauth/authorize') return consentEndpoint(grants, request, now())
    const [, what] = /^\/oauth\/(?:v1|v3|\d{4}-\d{2})\/(token|introspect|revoke)$/.exec(path) ?? []
    if (what !== undefined && method === 'POST') return oauthEndpoint(grants, what, request, now())
    return apiEndpoint(api, request, now())
  }

  return {
    name: 'hubspot',
    limits: LIMITS,
    reads: READS,
    failure(status) {
      const correlationId = api.random.uuid()
      return status === 429 ? limits.refusal(now(), correlationId) : failureOf(status, correlationId)
    },
    handle: (request) => tellAfter(() => respond(request)),
    control(action, given) {
      const control = Object.hasOwn(CONTROLS, action) ? CONTROLS[action] : undefined
      if (control === undefined)
        throw new Error(`there is no action ${action}; there are ${Object.keys(CONTROLS).join(', ')}`)
      return tellAfter(() => control(room, new ControlInput(given)))
    },
    trade: () => {
      tellAfter(() => {
        trade(business)
      })
    },
    books: () => booksOf(portal, now()),
  }
}
