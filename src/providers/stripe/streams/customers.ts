import { z } from 'zod'
import type { Contact } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import { listOf, optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { kind, optionalCurrency } from '../fields.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  object: kind('customer'),
  /** Only on the stub that is left of a deleted customer, which tells nothing else. */
  deleted: z.literal(false, { error: 'is a deleted customer' }).optional(),
  name: optionalText,
  business_name: optionalText,
  individual_name: optionalText,
  description: optionalText,
  email: optionalText,
  phone: optionalText,
  currency: optionalCurrency,
  address: orNull(
    z.object({
      line1: optionalText,
      line2: optionalText,
      city: optionalText,
      state: optionalText,
      postal_code: optionalText,
      country: optionalText,
    }),
  ),
  tax_ids: orNull(z.object({ data: listOf(z.object({ value: optionalText })) })),
})
type Raw = z.output<typeof raw>

export const customers = followedStream(
  { stream: 'customers', path: '/v1/customers', expand: ['tax_ids'], deletable: true },
  {
    entity: 'CONTACT',
    raw,
    fields: {
      name: 'NATIVE',
      roles: 'DERIVED',
      email: 'NATIVE',
      phone: 'NATIVE',
      taxNumber: 'NATIVE',
      currency: 'NATIVE',
      address: 'NATIVE',
      status: 'DERIVED',
    } satisfies FidelityOf<Contact>,
    map: (raw) => ({ records: [contact(raw)] }),
  },
)

const contact = (raw: Raw): Contact => ({
  type: 'CONTACT',
  key: recordKey('customers', raw.id),
  name: nameOf(raw),
  roles: ['CUSTOMER'],
  email: raw.email,
  phone: raw.phone,
  taxNumber: raw.tax_ids?.data.find((it) => it.value !== null)?.value ?? null,
  currency: raw.currency,
  address: addressOf(raw.address),
  status: 'ACTIVE',
})

/** Stripe asks for no name; a customer without one is known by what there is, as in Stripe's own dashboard. */
const nameOf = (raw: Raw): string =>
  raw.name ?? raw.business_name ?? raw.individual_name ?? raw.email ?? raw.description ?? raw.id

/** An address of which nothing is filled in is none. */
function addressOf(address: Raw['address']): Contact['address'] {
  if (address === null || Object.values(address).every((it) => it === null)) return null
  return {
    lines: [address.line1, address.line2].filter((it) => it !== null),
    city: address.city,
    region: address.state,
    postalCode: address.postal_code,
    country: address.country,
  }
}
