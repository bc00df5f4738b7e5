import type { FaultBoard } from './faults.ts'
import type { SandboxProvider, SandboxRequest, SandboxResponse } from './provider.ts'
import type { Trading } from './trading.ts'
import { type Deliveries, WEBHOOK_MODES } from './webhooks.ts'

export interface ControlDesk {
  providers: readonly SandboxProvider[]
  faults: FaultBoard
  deliveries: Deliveries
  trading: Trading
}

/**
 * What a person at the provider would do, and what goes wrong on demand. Answers JSON; 400 with `{"error"}` on
 * bad input, 404 where there is nothing.
 *
 *     GET    /control                       what is played here
 *     POST   /control/<provider>/<action>   a change in the books
 *     GET    /control/<provider>/books      everything in the books
 *     POST | GET | DELETE /control/faults   inject, list, clear
 *     POST | GET /control/webhooks          {"mode"}: how they are sent; what was sent
 *     POST   /control/trading               {"everySeconds"}: let things happen; 0 stops it
 */
export function handleControl(desk: ControlDesk, request: SandboxRequest): SandboxResponse {
  try {
    const result = route(desk, request)
    if (result === undefined) return json(404, { error: `there is no ${request.method} ${request.path}` })
    return json(200, result)
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) })
  }
}

function route({ providers, faults, deliveries, trading }: ControlDesk, request: SandboxRequest): unknown {
  const [name, action] = request.path.split('/').slice(2)
  const call = `${request.method} ${name ?? ''}`
  if (call === 'GET ') return { providers: providers.map((it) => it.name) }
  if (call === 'GET faults') return { faults: faults.list(), ...faults.counts }
  if (call === 'POST faults') return { fault: faults.inject(readBody(request)) }
  if (call === 'DELETE faults') {
    faults.clear()
    return { faults: [] }
  }
  if (call === 'GET webhooks') return { deliveries: deliveries.log() }
  if (call === 'POST trading') return setTrading(trading, readBody(request))
  if (call === 'POST webhooks') return setWebhookMode(deliveries, readBody(request))

  const provider = providers.find((it) => it.name === name)
  if (provider === undefined || action === undefined) return undefined
  if (request.method === 'GET' && action === 'books') return provider.books()
  if (request.method !== 'POST') return undefined
  return provider.control(action, readBody(request)) ?? {}
}

function setWebhookMode(deliveries: Deliveries, input: Readonly<Record<string, unknown>>): unknown {
  const mode = WEBHOOK_MODES.find((it) => it === input.mode)
  if (mode === undefined) throw new Error(`mode must be one of ${WEBHOOK_MODES.join(', ')}`)
  const { delayMs } = input
  if (delayMs !== undefined && !(typeof delayMs === 'number' && delayMs >= 0 && delayMs <= 60_000)) {
    throw new Error('delayMs must be a number from 0 to 60000')
  }
  deliveries.setMode(mode, delayMs)
  return { mode }
}

function setTrading(trading: Trading, { everySeconds }: Readonly<Record<string, unknown>>): unknown {
  if (!(typeof everySeconds === 'number' && everySeconds >= 0 && everySeconds <= 86_400)) {
    throw new Error('everySeconds must be a number from 0 to 86400')
  }
  trading.every(everySeconds === 0 ? null : everySeconds * 1000)
  return { everySeconds }
}

function readBody(request: SandboxRequest): Readonly<Record<string, unknown>> {
  if (request.body.length === 0) return {}
  const value: unknown = JSON.parse(request.body.toString())
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the body must be a JSON object')
  }
  return value as Record<string, unknown>
}

const json = (status: number, value: unknown): SandboxResponse => ({ status, body: JSON.stringify(value) })
