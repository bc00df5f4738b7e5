import type { HttpClient } from '../toolkit/http.ts'
import { associatedIds } from './associations.ts'
import { lineItems } from './line-items.ts'
import { readObjects } from './objects.ts'
import { idOf } from './records.ts'

/**
 * Puts beside each invoice what only other calls tell: `line_items`, as received, `company_ids` and `contact_ids`.
 * Everything is in the order of ids, so that the same invoice is the same text each time.
 */
export async function withParts(http: HttpClient, invoices: readonly unknown[]): Promise<unknown[]> {
  const ids = invoices.map(idOf).filter((id) => id !== null)
  if (ids.length === 0) return [...invoices]
  const associated = async (to: string) => await associatedIds(http, { from: 'invoices', to }, ids)
  const itemIds = await associated(lineItems.type)
  const companies = await associated('companies')
  const contacts = await associated('contacts')
  const read = await readObjects(http, lineItems, [...itemIds.values()].flat())
  const items = new Map(read.records.map((it) => [idOf(it), it]))
  return invoices.map((invoice) => {
    const id = idOf(invoice)
    if (id === null || typeof invoice !== 'object') return invoice
    return {
      ...invoice,
      // One that is still named and not there any more was deleted meanwhile.
      line_items: (itemIds.get(id) ?? []).filter((it) => items.has(it)).map((it) => items.get(it)),
      company_ids: companies.get(id),
      contact_ids: contacts.get(id),
    }
  })
}
