import type { SandboxOptions, SandboxProvider } from '../kit/provider.ts'
import { AccessCount } from './api/access-count.ts'
import { handle } from './api/index.ts'
import { failureOf } from './api/responses.ts'
import { openBank } from './bank.ts'
import { booksOf } from './books.ts'
import { ControlInput } from './control-input.ts'
import { CONTROLS } from './control.ts'
import { trade } from './trade.ts'

/** Plays the account information service of one bank, NextGenPSD2 1.3.11, with two years of a customer's accounts. */
export function createOpenBankingSandbox(options: SandboxOptions): SandboxProvider {
  const bank = openBank(options)
  const count = new AccessCount()

  return {
    name: 'open-banking',
    failure: failureOf,
    handle: (request) => handle(bank, count, request),
    control(action, input) {
      const control = Object.hasOwn(CONTROLS, action) ? CONTROLS[action] : undefined
      if (control === undefined) {
        throw new Error(`there is no action ${action}; there are ${Object.keys(CONTROLS).join(', ')}`)
      }
      return control(bank, new ControlInput(input), count)
    },
    trade() {
      trade(bank)
    },
    books: () => booksOf(bank),
  }
}
