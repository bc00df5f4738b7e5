import { objectType, type TypeName } from './types.ts'

export interface AssociationType {
  typeId: number
  label: string | null
  /** "invoice_to_line_item" */
  name: string
}

export interface Link {
  toId: string
  isPrimary: boolean
}

// 177, 387 and those of companies and contacts are HubSpot's own; the rest stand for what was not found out.
const TYPE_IDS: Readonly<Record<string, number>> = {
  invoice_to_contact: 177,
  contact_to_invoice: 178,
  invoice_to_company: 179,
  company_to_invoice: 180,
  commerce_payment_to_contact: 387,
  contact_to_commerce_payment: 388,
  contact_to_company: 1,
  company_to_contact: 2,
  contact_to_company_unlabeled: 279,
  company_to_contact_unlabeled: 280,
  invoice_to_line_item: 409,
  line_item_to_invoice: 410,
  commerce_payment_to_company: 1389,
  company_to_commerce_payment: 1390,
  invoice_to_commerce_payment: 1391,
  commerce_payment_to_invoice: 1392,
  invoice_to_discount: 1393,
  discount_to_invoice: 1394,
  invoice_to_fee: 1395,
  fee_to_invoice: 1396,
  invoice_to_tax: 1397,
  tax_to_invoice: 1398,
}

/** Of the primary company a contact has two: the same id is answered twice. Empty: the two are never associated. */
export function associationTypes(from: TypeName, to: TypeName, isPrimary: boolean): AssociationType[] {
  const name = `${objectType(from).singular}_to_${objectType(to).singular}`
  const isLabelled = TYPE_IDS[`${name}_unlabeled`] !== undefined
  const named = (name: string, label: string | null): AssociationType[] => {
    const typeId = TYPE_IDS[name]
    return typeId === undefined ? [] : [{ typeId, label, name }]
  }
  if (!isLabelled) return named(name, null)
  return [...(isPrimary ? named(name, 'Primary') : []), ...named(`${name}_unlabeled`, null)]
}

/** Which records belong together, known from both ends. */
export class Associations {
  readonly #links = new Map<string, Map<string, Link>>()

  /** False when they were so already. */
  add(from: TypeName, fromId: string, to: TypeName, toId: string, isPrimary: boolean): boolean {
    if (this.#of(from, fromId, to).has(toId)) return false
    this.#of(from, fromId, to).set(toId, { toId, isPrimary })
    this.#of(to, toId, from).set(fromId, { toId: fromId, isPrimary })
    return true
  }

  remove(from: TypeName, fromId: string, to: TypeName, toId: string): void {
    this.#of(from, fromId, to).delete(toId)
    this.#of(to, toId, from).delete(fromId)
  }

  /** In the order of their making. */
  list(from: TypeName, fromId: string, to: TypeName): Link[] {
    return [...(this.#links.get(keyOf(from, fromId, to))?.values() ?? [])]
  }

  #of(from: TypeName, fromId: string, to: TypeName): Map<string, Link> {
    const key = keyOf(from, fromId, to)
    const links = this.#links.get(key) ?? new Map<string, Link>()
    this.#links.set(key, links)
    return links
  }
}

const keyOf = (from: TypeName, id: string, to: TypeName): string => `${from}/${id}/${to}`
