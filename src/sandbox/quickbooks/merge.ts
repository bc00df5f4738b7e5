import type { Books } from './books.ts'
import { ENTITY_NAMES, kindOf } from './entities.ts'
import { notFound } from './faults.ts'
import { referenceId } from './json.ts'

/** Two customers (or vendors) become one: every document of the one that goes belongs to the one that stays. */
export function mergeParties(
  books: Books,
  name: 'Customer' | 'Vendor',
  keptId: string,
  goneId: string,
  at: Date,
): void {
  const gone = books.get(name, goneId)
  const kept = books.reference(name, keptId)
  if (gone === undefined || kept === null || keptId === goneId)
    throw notFound(`${name} ${goneId} or ${keptId}`)
  const field = `${name}Ref`
  books.quietly(() => {
    for (const kind of ENTITY_NAMES) {
      if (kindOf(kind).family !== 'document') continue
      for (const document of [...books.all(kind)]) {
        if (referenceId(document[field]) !== goneId) continue
        // Settling touches other documents, so their newest versions count.
        const current = books.get(kind, document.Id) ?? document
        books.replace(kind, current, { ...current, [field]: kept }, at)
      }
    }
    books.remove(name, gone, at)
    return { name, id: keptId, verb: 'merged', at, deletedId: goneId }
  })
}
