import { z } from 'zod'
import { listOf, optionalText } from '../toolkit/exact.ts'
import { HttpFailure, type HttpResponse } from '../toolkit/http.ts'

const problem = z.object({
  category: optionalText.catch(null),
  subCategory: optionalText.catch(null),
})

const envelope = z.object({ status: optionalText.catch(null), errors: listOf(problem) })

const NO_ASSOCIATIONS = 'crm.associations.NO_ASSOCIATIONS_FOUND'

/**
 * A batch is answered with 207 when something is wrong with some of its inputs. That one has no associations, or does
 * not exist, is an answer like any other; everything else makes the whole a failed call.
 */
export function checkBatch({ status, headers, body }: HttpResponse, path: string): void {
  const { data } = envelope.safeParse(body)
  if (data === undefined) return
  const failed = data.errors.some((it) => !isAbsence(it))
  if (!failed && (data.status === null || data.status === 'COMPLETE')) return
  const what = failed ? 'with errors for some of its inputs' : `that it is ${data.status}`
  throw new HttpFailure(`POST ${path} answered ${what}`, {
    kind: 'body',
    status,
    headers,
    body,
    method: 'POST',
    path,
  })
}

const isAbsence = ({ category, subCategory }: z.output<typeof problem>): boolean =>
  subCategory === NO_ASSOCIATIONS || (subCategory === null && category === 'OBJECT_NOT_FOUND')
