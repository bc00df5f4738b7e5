import { enterBills } from './acts/bills.ts'
import { deleteInvoice, postInvoice } from './acts/free-text-invoices.ts'
import { receiveBill } from './acts/pending-bills.ts'
import { PERIOD_STATUSES, setStatus } from './acts/periods.ts'
import { post } from './books.ts'
import type { ControlInput } from './control-input.ts'
import type { Environment } from './environment.ts'
import * as invoices from './control/invoices.ts'
import * as journals from './control/journals.ts'
import * as parties from './control/parties.ts'
import { companyOf, shownRow } from './control/subject.ts'
import { LARGEST_PAGE } from './api.ts'
import { TURNED_AWAY, type TurnedAway } from './strain.ts'

export type Control = (environment: Environment, input: ControlInput) => object

/**
 * What people do in F&O, and what befalls it, by the name of the control action. Amounts are decimal text, days
 * "2026-03-31"; `company` is lfde unless given.
 */
export const CONTROLS: Readonly<Record<string, Control>> = {
  /** {name?, currency?, country?, terms?, email?, company?}: answers the row, as the next three do. */
  create_customer: parties.newCustomer,
  /** {customer, name?, email?, phone?, on_hold?} */
  update_customer: parties.changeCustomer,
  /** {customer}: only one without transactions. */
  delete_customer: parties.removeCustomer,
  /** As create_customer. */
  create_vendor: parties.newVendor,
  /** {customer?, amount? (a unit's price), quantity?, description?, item? FULL | RED | NONE, on?, due?, post?: true} */
  create_invoice: invoices.newInvoice,
  /** {invoice: its InvoiceIdentifier or number}, as the next. */
  post_invoice: ({ books }, input) => {
    const company = companyOf(input)
    const invoice = invoices.freeTextInvoice(books, company, input.required('invoice'))
    postInvoice(books, company, invoice)
    return shownRow(invoice)
  },
  delete_invoice: ({ books }, input) => {
    const invoice = invoices.freeTextInvoice(books, companyOf(input), input.required('invoice'))
    deleteInvoice(books, invoice)
    return shownRow(invoice)
  },
  /** {invoice: its number, vendor?: true for a vendor's, amount?: all that is left, reference?, post?: true} */
  pay_invoice: invoices.payInvoice,
  /** {vendor?, amount?, number?, order?, post?: true, pending?: false}: in a journal, or waiting for its approval. */
  create_vendor_invoice: ({ books }, input) => {
    const company = companyOf(input)
    const facts = parties.billFacts(books, company, input)
    if (input.flag('pending', false)) return shownRow(receiveBill(books, company, facts))
    const journal = enterBills(books, company, [facts])
    if (input.flag('post', true)) post(books, company, journal.values.JournalBatchNumber)
    return { ...shownRow(journal), Invoice: facts.invoice }
  },
  /** {amount?, description?, debit?: a main account, credit?, on?, post?: true} */
  create_journal: journals.newJournal,
  /** {journal: its batch number, or the HeaderReference of a pending vendor invoice} */
  post_journal: ({ books }, input) => {
    const number = input.required('journal')
    post(books, companyOf(input), number)
    return { posted: number }
  },
  /** {through: a day, status? Closed | OnHold} */
  close_period: ({ books }, input) => {
    const through = input.day('through') ?? input.required('through')
    const status = input.oneOf('status', PERIOD_STATUSES) ?? 'Closed'
    return { periods: setStatus(books, companyOf(input), status, (endsOn) => endsOn <= through) }
  },
  /** {from: a day} */
  open_period: ({ books }, input) => {
    const from = input.day('from') ?? input.required('from')
    return { periods: setStatus(books, companyOf(input), 'Open', (endsOn) => endsOn >= from) }
  },
  /** {account, suspended?: true} */
  suspend_account: journals.suspendAccount,
  /** {status? 401 | 403}: a good token then opens nothing, and the body says nothing. */
  unregister_client: ({ registration }, input) => {
    registration.end(input.number('status', 401, 403) === 401 ? 401 : 403)
    return {}
  },
  register_client: ({ registration }) => {
    registration.restore()
    return {}
  },
  /** The client's secret is deleted in Entra; restore_grant brings it back. */
  revoke_grant: ({ entra }) => {
    entra.setSecretGood(false)
    return {}
  },
  restore_grant: ({ entra }) => {
    entra.setSecretGood(true)
    return {}
  },
  expire_tokens: ({ entra }) => {
    entra.expireTokens()
    return {}
  },
  /** {size}: of the server's pages. */
  set_page_size: ({ service }, input) => {
    service.pageSize = Math.floor(input.number('size', 1, LARGEST_PAGE) ?? LARGEST_PAGE)
    return { size: service.pageSize }
  },
  /**
   * {share, status?: 429 | 503 | 504, retryAfterSeconds?: 5, delayMs?: 0, until?: an instant}, and with
   * takesMs? {atOnce?: 1}: so many calls are worked on at once, each in so long.
   */
  stress: ({ strain }, input) => {
    const takesMs = input.number('takesMs', 1, 60_000)
    const atOnce = Math.floor(input.number('atOnce', 1, 1_000) ?? 1)
    strain.set({
      share: input.number('share', 0, 1) ?? 1,
      status: refusalOf(input),
      retryAfterSeconds: input.number('retryAfterSeconds', 0, 3_600) ?? 5,
      delayMs: input.number('delayMs', 0, 60_000) ?? 0,
      capacity: takesMs === undefined ? null : { atOnce, takesMs },
      until: input.instant('until') ?? null,
    })
    return {}
  },
  /** Answers {calls, inFlight, most at the same time} since it was asked last. */
  load: ({ strain }) => strain.takeLoad(),
  calm: ({ strain }) => {
    strain.set(null)
    return {}
  },
}

function refusalOf(input: ControlInput): TurnedAway | null {
  const wanted = input.number('status', 400, 599)
  if (wanted === undefined) return null
  const status = TURNED_AWAY.find((it) => it === wanted)
  if (status === undefined) throw new Error(`status must be one of ${TURNED_AWAY.join(', ')}`)
  return status
}
