import { z } from 'zod'
import type { Fetched, Read } from '../provider.ts'
import { HttpFailure, type HttpClient } from '../toolkit/http.ts'
import { classify } from './recovery.ts'

/** Where a kind of object lives, and what of it is read along. */
export interface Resource {
  /** Its list; one object is at `path`/id. */
  path: string
  /** Fields to have as objects instead of ids. */
  expand?: readonly string[]
  /** Reads what an answer leaves out of an object, e.g. all lines of a long invoice. */
  complete?(http: HttpClient, object: unknown): Promise<unknown>
}

type Reading = Omit<Read, 'checkpoint'>

const AT_ONCE = 8
const stub = z.object({ id: z.string().min(1), deleted: z.literal(true) })

/** The id of an object of which only a stub is left, {id, object, deleted: true}; null for any other. */
export const deletedId = (object: unknown): string | null => stub.safeParse(object).data?.id ?? null

/** Reads objects by id, a few at once. A deleted customer answers with a stub, other deleted objects with 404. */
export async function fetchObjects(
  resource: Resource,
  read: Reading,
  ids: readonly string[],
): Promise<Fetched> {
  const records: unknown[] = []
  const missingIds: string[] = []
  let fetchedAt: Date | undefined
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const group = ids.slice(start, start + AT_ONCE)
    const answers = await Promise.all(group.map((id) => fetchObject(resource, read.http, id)))
    for (const { id, object, sentAt } of answers) {
      if (object === null) missingIds.push(id)
      else records.push(object)
      // The earliest: each of these records was so then or later.
      if (sentAt !== null && (fetchedAt === undefined || sentAt < fetchedAt)) fetchedAt = sentAt
    }
  }
  return { records, missingIds, fetchedAt: fetchedAt ?? read.now }
}

async function fetchObject(resource: Resource, http: HttpClient, id: string) {
  try {
    const path = `${resource.path}/${encodeURIComponent(id)}`
    const { body, sentAt } = await http.request({ path, query: { 'expand[]': resource.expand } })
    if (deletedId(body) !== null) return { id, object: null, sentAt }
    return { id, object: await completed(resource, http, body), sentAt }
  } catch (error) {
    if (isMissing(error)) return { id, object: null, sentAt: null }
    throw error
  }
}

/** Not any 404: an address that Stripe does not know answers so too, and says nothing of the object. */
const isMissing = (error: unknown) => error instanceof HttpFailure && classify(error)?.action === 'skip'

/** A page's objects with what the list left out of them, a few at once. */
export async function completeObjects(
  resource: Resource,
  http: HttpClient,
  objects: readonly unknown[],
): Promise<unknown[]> {
  const whole: unknown[] = []
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    const group = objects.slice(start, start + AT_ONCE)
    whole.push(...(await Promise.all(group.map((object) => completed(resource, http, object)))))
  }
  return whole
}

const completed = (resource: Resource, http: HttpClient, object: unknown): Promise<unknown> =>
  resource.complete === undefined ? Promise.resolve(object) : resource.complete(http, object)

/** The same fields for a list's objects. */
export const expandInList = (resource: Resource): readonly string[] | undefined =>
  resource.expand?.map((field) => `data.${field}`)
