import type { SandboxOptions, SandboxProvider, SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { createRandom } from '../kit/random.ts'
import { answerData, shown, type Service } from './api.ts'
import { openBooks } from './books.ts'
import { DAT } from './company.ts'
import { CONTROLS } from './control.ts'
import { ControlInput } from './control-input.ts'
import { addDays, dayOf } from './days.ts'
import { Entra } from './entra.ts'
import { Registration, type Environment } from './environment.ts'
import { BusinessEvents } from './events.ts'
import { makeHistory } from './history/index.ts'
import { listed } from './sets/index.ts'
import { Strain, turnedAway } from './strain.ts'
import { trade } from './trade.ts'

const DAYS_OF_HISTORY = 2 * 365
/** The real limit is 10,000 rows; with less the demo's books have next pages too. */
const PAGE_SIZE = 500

/** Plays a Dynamics 365 Finance environment with three legal entities, and the Entra ID that opens it. */
export function createDynamics365FinanceSandbox(options: SandboxOptions): SandboxProvider {
  const { now } = options
  const environment = openEnvironment(options)
  const { books, entra, registration, service, strain } = environment

  async function handle(request: SandboxRequest): Promise<SandboxResponse> {
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(request.path)?.[1]
    if (tenant !== undefined && request.method === 'POST') return entra.token(tenant, request, now())
    if (!/^\/data(\/|$)/.test(request.path)) return turnedAway(404)
    if (!entra.isValid(request, now())) return turnedAway(401)
    return registration.refusal ?? (await strain.meet(now())) ?? answerData(service, request)
  }

  const today = () => {
    books.clock.today = dayOf(now())
  }

  return {
    name: 'dynamics365-finance',
    failure: (status) => turnedAway(status),
    handle,
    control(action, input) {
      const control = Object.hasOwn(CONTROLS, action) ? CONTROLS[action] : undefined
      if (control === undefined) {
        throw new Error(`there is no action ${action}; there are ${Object.keys(CONTROLS).join(', ')}`)
      }
      today()
      return control(environment, new ControlInput(input))
    },
    trade() {
      today()
      trade(books)
    },
    /** By entity set, the rows of all companies. A row's values are replaced when it changes: this is a picture. */
    books: () =>
      Object.fromEntries(
        [...service.sets].map(([name, it]) => [name, it.rows().map((row) => shown(it, row))]),
      ),
  }
}

function openEnvironment({ now, scale, seed, send }: SandboxOptions): Environment {
  const random = createRandom(seed).fork('dynamics365-finance')
  const events = new BusinessEvents(random.fork('events'), now, send)
  const end = dayOf(now())
  const books = openBooks({
    random: random.fork('books'),
    begin: addDays(end, -DAYS_OF_HISTORY),
    end,
    events,
  })
  makeHistory(books, scale)
  events.beginSending()
  const service: Service = { sets: listed(books.tables), company: DAT.id, pageSize: PAGE_SIZE }
  return {
    books,
    service,
    entra: new Entra(random.fork('tokens')),
    strain: new Strain(random.fork('strain')),
    registration: new Registration(),
  }
}
