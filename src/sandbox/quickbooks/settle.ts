import { balanceOf, type Books } from './books.ts'
import { settlementsOf } from './effects.ts'
import type { Entity, EntityName } from './entities.ts'
import { invalidReference, missing, refused } from './faults.ts'
import { isJsonObject, objectsOf, referenceId, type Json, type JsonObject } from './json.ts'
import { decimalNumber, digitsOf, minorUnits } from './money.ts'

/** In minor units. Throws the fault of an amount that is missing or cannot be. */
export function checkedAmount(value: Json | undefined, element: string, fields: JsonObject): number {
  if (value === undefined) throw missing(element)
  const minor = minorUnits(value, digitsOf(fields))
  if (minor === null) throw refused('Invalid amount', element)
  return minor
}

const CREDITS = new Set<EntityName>(['CreditMemo', 'VendorCredit'])

/** A payment's lines take from what is open; credits among them add to what the payment can cover. */
export function completePayment(books: Books, fields: JsonObject, current: Entity | undefined): JsonObject {
  const total = checkedAmount(fields.TotalAmt, 'TotalAmt', fields)
  for (const line of objectsOf(fields.Line)) checkedAmount(line.Amount, 'Line.Amount', fields)
  const before = new Map(
    (current ? settlementsOf(current) : []).map((it) => [`${it.name}/${it.id}`, it.minor]),
  )
  let applied = 0
  for (const { name, id, minor } of settlementsOf(fields)) {
    const document = books.get(name, id)
    if (document === undefined) throw invalidReference('LinkedTxn.TxnId', id)
    const sameParty = [document.CustomerRef, document.VendorRef].some(
      (it) =>
        isJsonObject(it) &&
        [fields.CustomerRef, fields.VendorRef].some((own) => referenceId(own) === referenceId(it)),
    )
    if (!sameParty) throw refused(`Transaction ${id} belongs to another name`, 'LinkedTxn')
    if (minor > balanceOf(document) + (before.get(`${name}/${id}`) ?? 0)) {
      throw refused('The amount applied is more than what is open', 'Line.Amount')
    }
    applied += CREDITS.has(name) ? -minor : minor
  }
  if (applied > total) throw refused('The amounts applied are more than the payment', 'TotalAmt')
  const digits = digitsOf(fields)
  return {
    ...fields,
    TotalAmt: decimalNumber(total, digits),
    ...(fields.CustomerRef === undefined
      ? {}
      : { UnappliedAmt: decimalNumber(total - applied, digits), ProcessPayment: false }),
  }
}
