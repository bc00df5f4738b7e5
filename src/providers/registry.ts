import type { ProviderCode } from '../domain/vocabulary.ts'
import { bankStatement } from './bank-statement/index.ts'
import { dynamics365Finance } from './dynamics365-finance/index.ts'
import { hubspot } from './hubspot/index.ts'
import { openBanking } from './open-banking/index.ts'
import { plaid } from './plaid/index.ts'
import type { Provider } from './provider.ts'
import { quickbooks } from './quickbooks/index.ts'
import { stripe } from './stripe/index.ts'
import { xero } from './xero/index.ts'

export const providers: readonly Provider[] = [
  quickbooks,
  xero,
  stripe,
  plaid,
  hubspot,
  dynamics365Finance,
  openBanking,
  bankStatement,
]

/** The provider's name in addresses: "quickbooks", "dynamics365-finance". */
export const pathName = ({ code }: Pick<Provider, 'code'>): string => code.toLowerCase().replaceAll('_', '-')

export const findProvider = (code: ProviderCode): Provider | undefined =>
  providers.find((it) => it.code === code)
