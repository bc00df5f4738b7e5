import { deleted } from '../acts/customers.ts'
import type { Books } from '../books.ts'
import { type ApiList, listOf, type StripeObject } from '../objects/common.ts'
import { refused, type StripeError } from '../errors.ts'
import { inAnswer, inlineList, isApiList } from '../objects/in-answer.ts'
import type { Resource } from './resources.ts'

const DEEPEST = 4

/** The fields that may be expanded, by kind of object; one inside a plain object is "kind.field". */
const EXPANDABLE: Readonly<Record<string, readonly string[]>> = {
  balance_transaction: ['source'],
  charge: ['balance_transaction', 'customer', 'payment_intent', 'refunds'],
  credit_note: ['customer', 'invoice'],
  'credit_note.refunds': ['refund'],
  customer: ['tax_ids'],
  discount: ['customer'],
  dispute: ['charge', 'payment_intent'],
  invoice: ['customer', 'discounts', 'payments'],
  invoice_payment: ['invoice'],
  'invoice_payment.payment': ['payment_intent'],
  invoiceitem: ['customer', 'invoice'],
  payment_intent: ['customer', 'latest_charge'],
  payout: ['balance_transaction', 'failure_balance_transaction'],
  refund: ['balance_transaction', 'charge', 'customer', 'payment_intent'],
}

export interface Expander {
  /** The answer's object or list with the paths replaced by whole objects. Throws 400 for a path that can't be. */
  expand(answer: object, paths: readonly string[]): object
}

export function createExpander(books: Books, resources: Readonly<Record<string, Resource>>): Expander {
  function find(id: string): StripeObject | undefined {
    for (const resource of Object.values(resources)) {
      const found = resource.get(id)
      if (found !== undefined) return inAnswer(found)
    }
    if (books.deletedCustomers.has(id)) return deleted({ id, object: 'customer' })
    return books.discounts.get(id)
  }

  const whole = (reference: unknown): unknown =>
    typeof reference === 'string' ? (find(reference) ?? reference) : reference

  /** `kind` is that of the nearest object, and `steps` lead on from `value`. */
  function replace(value: unknown, kind: string, steps: readonly string[], path: string): unknown {
    const [step, ...rest] = steps
    if (step === undefined || value === null) return value
    if (Array.isArray(value)) return value.map((item) => replace(item, kind, steps, path))
    if (typeof value !== 'object') throw notExpandable(path)
    if (isApiList(value) && step === 'data') {
      return { ...value, data: value.data.map((item) => replace(item, kind, rest, path)) }
    }
    const here = 'object' in value ? String(value.object) : kind
    const next = resolve(value, here, step, path)
    return { ...value, [step]: replace(next, `${here}.${step}`, rest, path) }
  }

  function resolve(value: object, kind: string, step: string, path: string): unknown {
    const inner: unknown = Reflect.get(value, step)
    if (!EXPANDABLE[kind]?.includes(step)) {
      if (typeof inner === 'object' && inner !== null) return inner
      throw notExpandable(path)
    }
    if (inner === undefined) return included(value as StripeObject, step)
    return Array.isArray(inner) ? inner.map(whole) : whole(inner)
  }

  /** Lists that an object has only when it is asked for them. */
  function included(owner: StripeObject, field: string): ApiList<StripeObject> {
    if (field === 'refunds') {
      const refunds = books.refunds.all().filter((refund) => refund.charge === owner.id)
      return inlineList(listOf<StripeObject>(refunds, `/v1/charges/${owner.id}/refunds`))
    }
    // No customer of these books has given a tax id.
    if (field === 'tax_ids') return listOf<StripeObject>([], `/v1/customers/${owner.id}/tax_ids`)
    const payment = books.paymentOfInvoice.get(owner.id)
    return listOf<StripeObject>(payment === undefined ? [] : [payment], '/v1/invoice_payments')
  }

  return {
    expand(answer, paths) {
      let expanded: unknown = answer
      for (const path of paths) {
        const steps = path.split('.')
        const depth = steps[0] === 'data' ? steps.length - 1 : steps.length
        if (depth > DEEPEST) throw tooDeep(path)
        expanded = replace(expanded, '', steps, path)
      }
      return expanded as object
    },
  }
}

const notExpandable = (path: string): StripeError =>
  refused(`This property cannot be expanded (${path}).`, undefined, 'expand')

const tooDeep = (path: string): StripeError =>
  refused(`You cannot expand more than ${DEEPEST} levels of a property: ${path}`, undefined, 'expand')
