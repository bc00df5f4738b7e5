import type { Config } from '../config.ts'
import type { SourceEnvironment } from '../domain/vocabulary.ts'
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

/**
 * Whether secrets may go to an address that only the provider's own answer names: by https, or as plainly as the
 * configured address is, at that one's host and for a sandbox account.
 */
export function isTrusted(
  { providerUrls }: Pick<Config, 'providerUrls'>,
  provider: Pick<Provider, 'code'>,
  { url, environment }: { url: URL; environment: SourceEnvironment },
): boolean {
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false
  if (url.protocol === 'https:') return true
  const override = providerUrls[provider.code]
  return (
    url.protocol === 'http:' &&
    environment === 'SANDBOX' &&
    override?.startsWith('http:') === true &&
    new URL(override).hostname === url.hostname
  )
}
