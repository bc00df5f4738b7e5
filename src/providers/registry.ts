import type { ProviderCode } from '../domain/vocabulary.ts'
import type { Provider } from './provider.ts'
import { quickbooks } from './quickbooks/index.ts'
import { stripe } from './stripe/index.ts'

export const providers: readonly Provider[] = [quickbooks, stripe]

export const findProvider = (code: ProviderCode): Provider | undefined =>
  providers.find((it) => it.code === code)
