import type { SandboxOptions, SandboxProvider } from '../kit/provider.ts'
import { advance } from './advance.ts'
import { failureOf, handle } from './api/index.ts'
import { itemObject, openAccountObjects, transactionObject } from './api/objects.ts'
import { existed } from './bank/bank.ts'
import { ControlInput } from './control-input.ts'
import { CONTROLS } from './control.ts'
import { trade } from './trade.ts'
import { createWorld } from './world.ts'

/** Plays Plaid's sandbox, version 2020-09-14, with one bank and two years of a small company's transactions at it. */
export function createPlaidSandbox(options: SandboxOptions): SandboxProvider {
  const world = createWorld(options)

  return {
    name: 'plaid',
    // Those of Plaid's production for one item; for institutions, of one client.
    limits: [
      { path: '/transactions/sync', requests: 50, perSeconds: 60 },
      { path: '/accounts/get', requests: 15, perSeconds: 60 },
      { path: '/accounts/balance/get', requests: 5, perSeconds: 60 },
      { path: '/item/get', requests: 15, perSeconds: 60 },
      { path: '/item/remove', requests: 30, perSeconds: 60 },
      { path: '/institutions/get_by_id', requests: 400, perSeconds: 60 },
    ],
    // Syncing is not among them: it decides which webhooks are sent, and how far a new item is.
    reads: [
      '/accounts/get',
      '/accounts/balance/get',
      '/item/get',
      '/institutions/get_by_id',
      '/webhook_verification_key/get',
    ],
    failure: (status) => failureOf(status, world.ids),
    handle: (request) => handle(world, request),
    control(action, input) {
      const control = Object.hasOwn(CONTROLS, action) ? CONTROLS[action] : undefined
      if (control === undefined) {
        throw new Error(`there is no action ${action}; there are ${Object.keys(CONTROLS).join(', ')}`)
      }
      advance(world)
      return control(world, new ControlInput(input))
    },
    trade() {
      advance(world)
      trade(world)
    },
    /** As the first item shows it; items that were linked for fewer days show less. */
    books() {
      advance(world)
      const { bank, items } = world
      return {
        accounts: openAccountObjects(bank, bank.pulled),
        transactions: bank.entries
          .filter((it) => existed(it, bank.pulled))
          .map((it) => transactionObject(it, true)),
        items: items.all().map(itemObject),
      }
    },
  }
}
