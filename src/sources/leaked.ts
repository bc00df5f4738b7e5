import { FaultError } from '../domain/errors.ts'
import type { Provider } from '../providers/provider.ts'
import { recover, toFault } from '../providers/recovery.ts'
import { HttpFailure } from '../providers/toolkit/http.ts'

/**
 * A failed call that an adapter let through, in the reader's words: a listing that does not exist, say. Anything else
 * stays what it is.
 */
export function inReadersWords(error: unknown, provider: Provider, now: Date): unknown {
  if (!(error instanceof HttpFailure)) return error
  const fault = toFault(provider.name, error, recover(provider, error, now), now)
  // Nobody asked for one thing that may be gone: what is read regularly should be there.
  const actor = fault.actor === 'CALLER' ? 'OPERATOR' : fault.actor
  return new FaultError({ ...fault, actor }, { cause: error })
}
