import { customerOf } from '../acts/customers.ts'
import {
  checkPayable,
  markUncollectible,
  payByCard,
  payOutOfBand,
  voidInvoice,
} from '../acts/invoice-payments.ts'
import {
  addItem,
  createInvoice,
  createItem,
  deleteDraft,
  finalizeInvoice,
  sendInvoice,
} from '../acts/invoices.ts'
import type { Books } from '../books.ts'
import { cardDeclined, missing, refused } from '../errors.ts'
import { type Currency, CURRENCIES, fitsCurrency, isCurrency } from '../money.ts'
import type { InvoiceItem } from '../objects/invoice-item.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { TaxRate } from '../objects/tax-rate.ts'
import { DAY } from '../time.ts'
import type { Params } from './params.ts'
import { readMetadata } from './write-customers.ts'

/** Stripe's test card that every bank declines. */
const DECLINED_CARD = 'pm_card_chargeDeclined'

/** POST /v1/invoices */
export function postInvoice(books: Books, params: Params): Invoice {
  const customer = customerOf(books, params.required('customer'))
  const collectionMethod =
    params.oneOf('collection_method', ['charge_automatically', 'send_invoice']) ?? 'charge_automatically'
  const days = params.integer('days_until_due')
  const dueDate = params.integer('due_date') ?? (days === undefined ? null : books.clock.now + days * DAY)
  const facts = {
    customer,
    collectionMethod,
    dueDate,
    currency: readCurrency(params) ?? readCustomerCurrency(customer.currency),
    autoAdvance: params.flag('auto_advance') ?? false,
    description: params.text('description') ?? null,
    metadata: readMetadata(params, {}) ?? {},
    items: [],
    percentOff: null,
  }
  const pending = params.oneOf('pending_invoice_items_behavior', ['exclude', 'include']) ?? 'exclude'
  params.done()
  if ((dueDate === null) === (collectionMethod === 'send_invoice')) {
    throw refused(
      '`days_until_due` or `due_date` must be given with `collection_method=send_invoice`, and only then.',
    )
  }
  const draft = createInvoice(books, facts)
  if (pending === 'include') takePendingItems(books, draft)
  return draft
}

function takePendingItems(books: Books, draft: Invoice): void {
  for (const item of books.invoiceItems.all().toReversed()) {
    const waits =
      item.invoice === null && item.customer === draft.customer && item.currency === draft.currency
    if (waits) addItem(books, draft, item)
  }
}

/** POST /v1/invoiceitems */
export function postInvoiceItem(books: Books, params: Params): InvoiceItem {
  const customer = customerOf(books, params.required('customer'))
  const draft = readDraft(books, params)
  const currency = readCurrency(params) ?? draft?.currency ?? readCustomerCurrency(customer.currency)
  const unitAmount = params.integer('amount') ?? params.integer('unit_amount_decimal')
  const facts = {
    currency,
    customer: customer.id,
    invoice: null,
    description: params.text('description') ?? '',
    quantity: params.integer('quantity') ?? 1,
    unitAmount: checkAmount(unitAmount, currency),
    taxRate: readTaxRate(books, params),
    metadata: readMetadata(params, {}) ?? {},
  }
  params.done()
  if (facts.quantity < 1) throw refused('Invalid positive integer', 'parameter_invalid_integer', 'quantity')
  if (draft !== null && (draft.customer !== customer.id || draft.currency !== currency)) {
    throw refused(
      `The customer and the currency must be those of the invoice ${draft.id}.`,
      undefined,
      'invoice',
    )
  }
  if (draft !== null && draft.status !== 'draft') {
    throw refused('This invoice is no longer editable', 'invoice_not_editable', 'invoice')
  }
  const item = createItem(books, facts)
  if (draft !== null) addItem(books, draft, item)
  return item
}

function readDraft(books: Books, params: Params): Invoice | null {
  const id = params.text('invoice')
  if (id === undefined) return null
  const draft = books.invoices.get(id)
  if (draft === undefined) throw missing('invoice', id, 'invoice', 400)
  return draft
}

function readTaxRate(books: Books, params: Params): TaxRate | null {
  const [id, ...others] = params.texts('tax_rates')
  if (id === undefined) return null
  const rate = books.taxRates.get(id)
  if (rate === undefined) throw missing('tax_rate', id, 'tax_rates', 400)
  if (others.length > 0) throw refused('This sandbox taxes a line once.', undefined, 'tax_rates')
  return rate
}

function readCurrency(params: Params): Currency | undefined {
  const currency = params.text('currency')?.toLowerCase()
  if (currency === undefined || isCurrency(currency)) return currency
  const supported = Object.keys(CURRENCIES).join(', ')
  throw refused(
    `Invalid currency: ${currency}. Stripe currently supports these currencies: ${supported}`,
    undefined,
    'currency',
  )
}

/** Without one the account's default is used, as Stripe does. */
const readCustomerCurrency = (currency: string | null): Currency =>
  currency !== null && isCurrency(currency) ? currency : 'usd'

function checkAmount(amount: number | undefined, currency: Currency): number {
  if (amount === undefined) throw refused('Missing required param: amount.', 'parameter_missing', 'amount')
  if (amount < 0) throw refused('This sandbox has no negative invoice items.', undefined, 'amount')
  if (amount > 99_999_999)
    throw refused('Amount must be no more than 99999999.', 'amount_too_large', 'amount')
  if (fitsCurrency(amount, currency)) return amount
  throw refused(`The last digit of an amount in ${currency} must be 0.`, undefined, 'amount')
}

/** POST /v1/invoices/{id}/pay */
function postPayment(books: Books, params: Params, invoice: Invoice): Invoice {
  const outOfBand = params.flag('paid_out_of_band') ?? false
  const own = books.customers.get(invoice.customer)?.invoice_settings.default_payment_method
  const card = params.text('payment_method') ?? own
  params.done()
  checkPayable(invoice)
  if (outOfBand) return payOutOfBand(books, invoice)
  if (card == null) throw refused('This customer has no attached payment source or default payment method.')
  const declined = card === DECLINED_CARD
  const charge = payByCard(books, invoice, card, declined)
  if (declined) throw cardDeclined(charge.id)
  return invoice
}

const withoutParameters =
  (act: (books: Books, invoice: Invoice) => object) =>
  (books: Books, params: Params, invoice: Invoice): object => {
    params.done()
    return act(books, invoice)
  }

function postFinalization(books: Books, params: Params, invoice: Invoice): Invoice {
  const autoAdvance = params.flag('auto_advance') ?? invoice.auto_advance
  params.done()
  invoice.auto_advance = autoAdvance
  return finalizeInvoice(books, invoice)
}

/** POST /v1/invoices/{id}/{action} */
export const invoiceActions: Readonly<
  Record<string, (books: Books, params: Params, invoice: Invoice) => object>
> = {
  finalize: postFinalization,
  mark_uncollectible: withoutParameters(markUncollectible),
  pay: postPayment,
  send: withoutParameters(sendInvoice),
  void: withoutParameters(voidInvoice),
}

/** DELETE /v1/invoices/{id} */
export const removeInvoice = withoutParameters(deleteDraft)
