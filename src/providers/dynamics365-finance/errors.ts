import { z } from 'zod'
import { FaultError } from '../../domain/errors.ts'
import type { Recovery } from '../provider.ts'
import { HttpFailure } from '../toolkit/http.ts'

const tokenError = z.object({ error: z.string() })
const serviceError = z.object({
  error: z.object({ innererror: z.object({ message: z.string().min(1) }).optional() }),
})

/** Words of Microsoft Entra that only a person can answer: the app's secret is wrong, or the app is gone. */
const REFUSALS = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant', 'invalid_request'])

/** What to do after a failed call, by its status and the shape of its body; undefined leaves it to the default table. */
export function classify({ status, body }: HttpFailure): Recovery | undefined {
  const refusal = tokenError.safeParse(body).data?.error
  if (refusal !== undefined && REFUSALS.has(refusal)) return { action: 'reconnect' }
  if (status === 401) return { action: 'refresh' }
  // The gateway refuses an app that is not registered in Dynamics, without a word of the service's. The service
  // itself names the privilege that the app's user lacks.
  if (status === 403 && !serviceError.safeParse(body).success) return { action: 'reconnect' }
  return undefined
}

/** An answer that is not as OData has it. */
export const unreadable = (message: string): FaultError =>
  new FaultError({ code: 'PROVIDER_UNAVAILABLE', message, actor: 'PROVIDER', retryable: true })

/**
 * The error with what Dynamics really says: "An error has occurred." stands where others have their message, the
 * reason in `innererror`, beside a stack trace that concerns nobody.
 */
export function withReason(error: unknown): unknown {
  if (!(error instanceof FaultError) || !(error.cause instanceof HttpFailure)) return error
  const said = serviceError.safeParse(error.cause.body).data?.error.innererror?.message
  const { providerError } = error.fault
  if (said === undefined || providerError === undefined) return error
  const message = reasonIn(said)
  const sentence = error.fault.message.replace(/ It says: .*$/s, '')
  return new FaultError(
    {
      ...error.fault,
      message: `${sentence} It says: ${message}`,
      providerError: { ...providerError, message },
    },
    { cause: error.cause },
  )
}

const LONGEST = 500

/** "Write failed for table row of type 'X'. Infolog: Warning: A; Error: B" is "A; B". */
function reasonIn(said: string): string {
  const infolog = said.split('Infolog:').at(-1) ?? said
  const parts = infolog.split(';').map((part) => part.trim().replace(/^(Info|Warning|Error):\s*/, ''))
  return parts
    .filter((part) => part !== '')
    .join('; ')
    .slice(0, LONGEST)
}
