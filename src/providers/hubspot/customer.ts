import type { z } from 'zod'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import { identifier, listOf, orNull } from '../toolkit/exact.ts'
import type { associated } from './records.ts'

/** Put beside a record by its reading, from calls of their own; absent where it was not read so. */
export const customerIds = {
  company_ids: orNull(listOf(identifier)),
  contact_ids: orNull(listOf(identifier)),
}

interface WithCustomer {
  company_ids: string[] | null
  contact_ids: string[] | null
  associations: Readonly<Record<'companies' | 'contacts', z.output<typeof associated>>> | null
}

/**
 * Who is billed: the company, else the contact, who at a company is only the one that the invoice went to. Of several
 * the one that HubSpot has known longest.
 */
export function customerKey({ company_ids, contact_ids, associations }: WithCustomer): RecordKey | null {
  const [company] = company_ids ?? idsIn(associations?.companies)
  if (company !== undefined) return recordKey('companies', company)
  const [contact] = contact_ids ?? idsIn(associations?.contacts)
  return contact === undefined ? null : recordKey('contacts', contact)
}

/** Of associations as they stand in a record that was read by itself. */
export const idsIn = (told: z.output<typeof associated> | undefined): string[] => [
  ...new Set(told?.results.map((it) => it.id)),
]
