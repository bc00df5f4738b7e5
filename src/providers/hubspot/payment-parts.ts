import type { HttpClient } from '../toolkit/http.ts'
import { associatedIds } from './associations.ts'
import { idOf } from './records.ts'

/** Puts beside each payment what only other calls tell: `invoice_ids`, `company_ids` and `contact_ids`. */
export async function withInvoices(http: HttpClient, payments: readonly unknown[]): Promise<unknown[]> {
  const ids = payments.map(idOf).filter((id) => id !== null)
  if (ids.length === 0) return [...payments]
  const associated = async (to: string) => await associatedIds(http, { from: 'commerce_payments', to }, ids)
  const invoices = await associated('invoices')
  const companies = await associated('companies')
  const contacts = await associated('contacts')
  return payments.map((payment) => {
    const id = idOf(payment)
    if (id === null || typeof payment !== 'object') return payment
    return {
      ...payment,
      invoice_ids: invoices.get(id),
      company_ids: companies.get(id),
      contact_ids: contacts.get(id),
    }
  })
}
