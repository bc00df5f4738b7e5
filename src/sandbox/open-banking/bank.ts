import type { SandboxOptions } from '../kit/provider.ts'
import { createRandom, type Random } from '../kit/random.ts'
import { type Account, openAccounts } from './accounts.ts'
import { Consents } from './consents.ts'
import { type Dialect, usualDialect } from './dialect.ts'
import { makeHistory } from './history/index.ts'
import { inventParties, type Parties } from './history/parties.ts'
import { Ledger } from './ledger.ts'
import { Tokens } from './oauth/tokens.ts'

/** Hansa Bank as far as Larkfield Works Ltd and one client are concerned. */
export interface Bank {
  now: () => Date
  /** For what happens after the made-up history. */
  random: Random
  parties: Parties
  accounts: Account[]
  ledger: Ledger
  consents: Consents
  /** Of its authorization server. */
  tokens: Tokens
  dialect: Dialect
}

export function openBank({ now, scale, seed }: SandboxOptions): Bank {
  const random = createRandom(seed).fork('open-banking')
  const parties = inventParties(random.fork('parties'))
  const ledger = new Ledger(random.fork('ids'))
  makeHistory(ledger, { random: random.fork('history'), parties, now: now(), scale })
  return {
    now,
    random: random.fork('trade'),
    parties,
    accounts: openAccounts(),
    ledger,
    consents: new Consents(now),
    tokens: new Tokens(random.fork('oauth')),
    dialect: usualDialect(),
  }
}
