import type { ProviderCode } from '../domain/vocabulary.ts'
import { dynamics365Finance } from './dynamics365-finance/index.ts'
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
  dynamics365Finance,
  openBanking,
]

export const findProvider = (code: ProviderCode): Provider | undefined =>
  providers.find((it) => it.code === code)
