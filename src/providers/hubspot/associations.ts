import { z } from 'zod'
import { identifier, listOf, orNull } from '../toolkit/exact.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { checkBatch } from './batch.ts'
import { page, PAGE_SIZE } from './objects.ts'
import { byNumber } from './records.ts'
import { unreadable } from './unreadable.ts'

/** Calls for one batch of records: only one with more than 500 associations of a kind needs a second. */
const MOST_ROUNDS = 200

const association = z.object({
  from: z.object({ id: identifier }),
  to: listOf(z.object({ toObjectId: identifier })),
  paging: orNull(z.object({ next: orNull(z.object({ after: identifier })) })),
})

interface Input {
  id: string
  after?: string
}

/**
 * The ids, in ascending order, of the records of another type with which each of these is associated. An answer may
 * name one several times, once for each kind of association.
 */
export async function associatedIds(
  http: HttpClient,
  { from, to }: { from: string; to: string },
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map(ids.map((id) => [id, new Set<string>()]))
  for (let start = 0; start < ids.length; start += PAGE_SIZE) {
    let inputs: Input[] = ids.slice(start, start + PAGE_SIZE).map((id) => ({ id }))
    for (let round = 0; inputs.length > 0; round++) {
      if (round === MOST_ROUNDS)
        throw unreadable(
          `HubSpot's associations of ${from} with ${to} do not end after ${MOST_ROUNDS} calls.`,
        )
      inputs = await readBatch(http, `/crm/v4/associations/${from}/${to}/batch/read`, inputs, found)
    }
  }
  return new Map([...found].map(([id, others]) => [id, [...others].sort(byNumber)]))
}

/** Adds what the inputs are associated with; returns the inputs that have more. */
async function readBatch(
  http: HttpClient,
  path: string,
  inputs: readonly Input[],
  found: ReadonlyMap<string, Set<string>>,
): Promise<Input[]> {
  const { records } = await page(http, {
    method: 'POST',
    path,
    json: { inputs },
    safe: true,
    check: (answer) => {
      checkBatch(answer, path)
    },
  })
  return records.flatMap((record) => {
    const { data } = association.safeParse(record)
    if (data === undefined)
      throw unreadable(`HubSpot's answer to ${path} holds something that is no association.`)
    for (const { toObjectId } of data.to) found.get(data.from.id)?.add(toObjectId)
    const after = data.paging?.next?.after
    return after === undefined ? [] : [{ id: data.from.id, after }]
  })
}
