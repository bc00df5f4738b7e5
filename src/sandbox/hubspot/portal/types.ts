/** A kind of CRM record, as addresses, scopes and answers name it. */
export interface ObjectType {
  /** "0-53"; null where HubSpot's is not known. */
  id: string | null
  singular: string
  /** Of its scopes: "crm.objects.<scope>.read". */
  scope: string
  createdName: 'createdate' | 'hs_createdate'
  modifiedName: 'lastmodifieddate' | 'hs_lastmodifieddate'
  /** Answered when nothing is asked for, besides its id and times. */
  defaults: readonly string[]
  /** How webhooks call it: "contact.creation", and "object.creation" with an objectTypeId. */
  eventName: string | null
  firstId: number
  hasUrl: boolean
}

const COMMERCE = {
  createdName: 'hs_createdate',
  modifiedName: 'hs_lastmodifieddate',
  ...{ defaults: [], hasUrl: false },
} as const
const ADJUSTMENT = { ...COMMERCE, scope: 'invoices', eventName: null } as const

export const OBJECT_TYPES = {
  contacts: {
    ...{ id: '0-1', singular: 'contact', scope: 'contacts', eventName: 'contact' },
    ...{ createdName: 'createdate', modifiedName: 'lastmodifieddate' },
    ...{ defaults: ['email', 'firstname', 'lastname'], firstId: 133_000_000_000, hasUrl: true },
  },
  companies: {
    ...{ id: '0-2', singular: 'company', scope: 'companies', eventName: 'company' },
    ...{ createdName: 'createdate', modifiedName: 'hs_lastmodifieddate' },
    ...{ defaults: [], firstId: 35_000_000_000, hasUrl: true },
  },
  invoices: {
    ...{ id: '0-53', singular: 'invoice', scope: 'invoices', eventName: 'object' },
    ...{ ...COMMERCE, firstId: 445_000_000_000 },
  },
  line_items: {
    ...{ id: '0-8', singular: 'line_item', scope: 'line_items', eventName: 'line_item' },
    ...{ ...COMMERCE, createdName: 'createdate', firstId: 35_900_000_000 },
  },
  commerce_payments: {
    ...{ id: '0-101', singular: 'commerce_payment', scope: 'commercepayments', eventName: 'object' },
    ...{ ...COMMERCE, firstId: 383_000_000_000 },
  },
  discounts: { ...ADJUSTMENT, id: null, singular: 'discount', firstId: 471_000_000_000 },
  fees: { ...ADJUSTMENT, id: null, singular: 'fee', firstId: 472_000_000_000 },
  taxes: { ...ADJUSTMENT, id: '0-85', singular: 'tax', firstId: 473_000_000_000 },
} as const satisfies Record<string, ObjectType>

export type TypeName = keyof typeof OBJECT_TYPES

export const TYPE_NAMES = Object.keys(OBJECT_TYPES) as TypeName[]

export const objectType = (name: TypeName): ObjectType => OBJECT_TYPES[name]

/** By "line_items", "line_item" or "0-8". */
export const typeNamed = (text: string): TypeName | undefined =>
  TYPE_NAMES.find((name) => name === text || [objectType(name).singular, objectType(name).id].includes(text))
