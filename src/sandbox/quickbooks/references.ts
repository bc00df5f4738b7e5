import type { Books } from './books.ts'
import type { EntityName } from './entities.ts'
import { inactive, invalidReference } from './faults.ts'
import { isJsonObject, referenceId, textOf, type Json, type JsonObject } from './json.ts'

const TARGETS: Readonly<Record<string, EntityName>> = {
  CustomerRef: 'Customer',
  VendorRef: 'Vendor',
  ItemRef: 'Item',
  ClassRef: 'Class',
  DepartmentRef: 'Department',
  TaxCodeRef: 'TaxCode',
  TxnTaxCodeRef: 'TaxCode',
  DefaultTaxCodeRef: 'TaxCode',
  TaxRateRef: 'TaxRate',
  AccountRef: 'Account',
  ItemAccountRef: 'Account',
  IncomeAccountRef: 'Account',
  DiscountAccountRef: 'Account',
  DepositToAccountRef: 'Account',
  APAccountRef: 'Account',
  BankAccountRef: 'Account',
  CCAccountRef: 'Account',
  FromAccountRef: 'Account',
  ToAccountRef: 'Account',
}
const NAMELESS = new Set(['TaxCodeRef', 'TxnTaxCodeRef', 'DefaultTaxCodeRef', 'TaxRateRef'])

/**
 * Every reference below a value, checked and with the name that QuickBooks adds. Throws 2500 for an id that is
 * not there and, when the object is new, 610 for one that is inactive.
 */
export function resolveReferences(
  books: Books,
  own: EntityName,
  isNew: boolean,
  value: JsonObject,
): JsonObject {
  const resolve = (field: string, it: Json): Json => {
    if (Array.isArray(it)) return it.map((item: Json) => resolve('', item))
    if (!isJsonObject(it)) return it
    const target = targetOf(own, field, it)
    const id = referenceId(it)
    if (target === null || id === null) return resolveAll(it)
    const entity = findReferred(books, target, id)
    if (entity === undefined) throw invalidReference(field, id)
    if (isNew && entity.Active === false) throw inactive(field)
    if (NAMELESS.has(field)) return it
    const reference = books.reference(target, entity.Id)
    if (target === 'CompanyCurrency') return { value: id, name: textOf(entity.Name) }
    return field === 'EntityRef' ? { ...reference, type: target } : reference
  }
  const resolveAll = (object: JsonObject): JsonObject => {
    const resolved: Record<string, Json> = {}
    for (const field in object) {
      const it = object[field]
      if (it !== undefined) resolved[field] = resolve(field, it)
    }
    return resolved
  }
  return resolveAll(value)
}

function targetOf(own: EntityName, field: string, reference: JsonObject): EntityName | null {
  if (field === 'ParentRef') return own
  if (field === 'CurrencyRef') return 'CompanyCurrency'
  if (field === 'EntityRef' || field === 'Entity')
    return reference.type === 'Customer' ? 'Customer' : 'Vendor'
  return TARGETS[field] ?? null
}

function findReferred(books: Books, target: EntityName, id: string) {
  if (target !== 'CompanyCurrency') return books.get(target, id)
  for (const currency of books.all(target)) if (currency.Code === id) return currency
  return undefined
}
