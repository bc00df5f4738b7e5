import type { SandboxWebhook } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'
import { D365_REMOTE_ID, D365_WEBHOOK_CODE } from './credentials.ts'
import { type Company, LFDE } from './company.ts'
import { money } from './money.ts'
import type { Decimal } from './odata/fields.ts'

export type EventId =
  | 'CustFreeTextInvoicePostedBusinessEvent'
  | 'SalesInvoicePostedBusinessEvent'
  | 'CustomerPaymentPostedBusinessEvent'
  | 'VendorPaymentPostedBusinessEvent'
  | 'VendorInvoicePostedBusinessEvent'

type Contract = Readonly<Record<string, string | Decimal>>

const PATH = `/dynamics365-finance/${encodeURIComponent(D365_REMOTE_ID)}?code=${D365_WEBHOOK_CODE}`
const FIRST_CONTROL_NUMBER = 5_637_166_326
const USER = '{410A2690-5EC2-42EE-9F2A-E75B4E324930}'

/** The events that are activated, for one company and one HTTPS endpoint. No signature: the address has a secret. */
export class BusinessEvents {
  readonly #random: Random
  readonly #now: () => Date
  readonly #send: (webhook: SandboxWebhook) => void
  #controlNumber = FIRST_CONTROL_NUMBER
  #live = false

  constructor(random: Random, now: () => Date, send: (webhook: SandboxWebhook) => void) {
    this.#random = random
    this.#now = now
    this.#send = send
  }

  /** What happened before was told then. */
  beginSending(): void {
    this.#live = true
  }

  tell(id: EventId, company: Company, contract: Contract): void {
    if (!this.#live || company !== LFDE) return
    const at = this.#now()
    // Numbers rise with gaps: other events take some.
    this.#controlNumber += this.#random.int(1, 4)
    const legalEntity = company.id.toUpperCase()
    const body = JSON.stringify({
      BusinessEventId: id,
      BusinessEventLegalEntity: legalEntity,
      ContextRecordSubject: '',
      ControlNumber: this.#controlNumber,
      EventId: this.#random.uuid().toUpperCase(),
      EventTime: dateOf(at),
      EventTimeIso8601: at.toISOString().replace('Z', '0000Z'),
      InitiatingUserAADObjectId: USER,
      ...contract,
      LegalEntity: legalEntity,
      MajorVersion: 0,
      MinorVersion: 0,
      ParentContextRecordSubjects: [],
    })
    this.#send({ path: PATH, body, sign: () => ({}) })
  }
}

/** The contract of an invoice that was posted; amounts in cents. */
export function invoiceContract(facts: {
  account: string
  invoice: string
  amount: number
  tax: number
  issuedOn: string
  dueOn: string
}): Contract {
  return {
    InvoiceAccount: facts.account,
    InvoiceAmount: money(facts.amount),
    InvoiceDate: dateOf(new Date(facts.issuedOn)),
    InvoiceDueDate: dateOf(new Date(facts.dueOn)),
    InvoiceId: facts.invoice,
    InvoiceTaxAmount: money(facts.tax),
  }
}

/** "/Date(1772730632000)/" */
const dateOf = (at: Date): string => `/Date(${at.getTime()})/`
