import type { Config } from '../config.ts'
import { FaultError } from '../domain/errors.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'

/**
 * Where a source's provider is called. Throws FaultError where the configured address is a plain http one and the
 * source is a real company's: what opens it is shown to no sandbox, and goes nowhere unencrypted.
 */
export function addressFor(
  { providerUrls }: Pick<Config, 'providerUrls'>,
  provider: Provider,
  facts: Pick<SourceFacts, 'environment' | 'remoteId'>,
): string {
  const override = providerUrls[provider.code]
  if (override === undefined) return provider.endpoint(facts)
  if (facts.environment === 'SANDBOX' || override.startsWith('https:')) return override
  throw new FaultError({
    code: 'INVALID_INPUT',
    message: `DAYBOOK_${provider.code}_URL is a plain http address, which only accounts of the environment SANDBOX are read from. Take it away, or name an https address.`,
    actor: 'OPERATOR',
    retryable: false,
  })
}
