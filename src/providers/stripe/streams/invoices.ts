import type { z } from 'zod'
import type { DecimalText } from '../../../domain/decimal.ts'
import type { Finding, Invoice } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { money, moneyOrNull } from '../currencies.ts'
import { dayOf } from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { invoiceLines } from '../invoice-lines.ts'
import { invoice as raw } from '../invoice-raw.ts'
import { findContradictions } from '../invoice-findings.ts'
import { withAllLines } from '../lines.ts'
import { followedStream } from '../stream.ts'
import { amountsIncludeTax, sumOf, taxTotalOf } from '../taxes.ts'

type Raw = z.output<typeof raw>
type State = Pick<Invoice, 'status' | 'settlement'>

const PATH = '/v1/invoices'

export const invoices = followedStream(
  {
    stream: 'invoices',
    path: PATH,
    deletable: true,
    complete: (http, object) => withAllLines(PATH, http, object),
  },
  {
    entity: 'INVOICE',
    raw,
    fields: {
      direction: 'DERIVED',
      kind: 'DERIVED',
      number: 'NATIVE',
      reference: 'MISSING',
      memo: 'NATIVE',
      contactKey: 'NATIVE',
      status: 'NATIVE',
      settlement: 'DERIVED',
      remoteStatus: 'NATIVE',
      issueDate: 'NATIVE',
      dueDate: 'NATIVE',
      currency: 'NATIVE',
      exchangeRate: 'MISSING',
      amountsIncludeTax: 'DERIVED',
      lines: 'NATIVE',
      subtotal: 'NATIVE',
      discountTotal: 'DERIVED',
      taxTotal: 'DERIVED',
      total: 'NATIVE',
      amountPaid: 'NATIVE',
      amountDue: 'NATIVE',
    } satisfies FidelityOf<Invoice>,
    map: (raw) => ({ records: [invoice(raw)], findings: findingsOf(raw) }),
  },
)

function invoice(raw: Raw): Invoice {
  const { currency } = raw
  const taxes = raw.total_taxes ?? raw.total_tax_amounts
  return {
    type: 'INVOICE',
    key: recordKey('invoices', raw.id),
    direction: 'SALE',
    kind: 'INVOICE',
    number: raw.number,
    reference: null,
    memo: raw.description,
    contactKey: raw.customer === null ? null : recordKey('customers', raw.customer),
    ...stateOf(raw),
    remoteStatus: raw.status,
    issueDate: issueDate(raw),
    dueDate: raw.due_date === null ? null : dayOf(raw.due_date),
    currency,
    exchangeRate: null,
    amountsIncludeTax: amountsIncludeTax(taxes),
    lines: invoiceLines(raw.lines.data, currency),
    subtotal: money(raw.subtotal, currency),
    discountTotal: moneyOrNull(sumOf(raw.total_discount_amounts), currency),
    taxTotal: money(taxTotalOf(raw, sumOf(raw.total_tax_amounts) ?? raw.tax), currency),
    total: money(raw.total, currency),
    amountPaid: money(raw.amount_paid, currency),
    amountDue: money(amountDue(raw), currency),
  }
}

function issueDate(raw: Raw): string | null {
  const at = issuedAt(raw) ?? (isFinalized(raw) ? null : (raw.created ?? raw.date))
  return at === null ? null : dayOf(at)
}

const issuedAt = ({ effective_at, status_transitions }: Raw): string | null =>
  effective_at ?? status_transitions?.finalized_at ?? null

const FINALIZED = new Set(['open', 'paid', 'uncollectible', 'void'])

/** Before 2019-03-14, by when the day of making was called `date`, not every version tells when that was. */
const isFinalized = ({ status, date }: Raw): boolean =>
  status !== null && FINALIZED.has(status) && date === null

function stateOf({ status, paid, amount_paid }: Raw): State {
  const unpaid = amount_paid === '0' ? 'UNPAID' : 'PARTIALLY_PAID'
  const states: Readonly<Record<string, State>> = {
    draft: { status: 'DRAFT', settlement: unpaid },
    open: { status: 'OPEN', settlement: unpaid },
    paid: { status: 'OPEN', settlement: 'PAID' },
    uncollectible: { status: 'OPEN', settlement: 'UNCOLLECTIBLE' },
    void: { status: 'VOID', settlement: unpaid },
  }
  return states[status ?? (paid === true ? 'paid' : '')] ?? { status: 'UNKNOWN', settlement: 'UNKNOWN' }
}

/** A draft, voided or uncollectible invoice keeps its amount_remaining, but nobody waits for that money. */
const amountDue = ({ status, amount_remaining }: Raw): DecimalText =>
  status === 'draft' || status === 'void' || status === 'uncollectible' ? '0' : amount_remaining

function findingsOf(raw: Raw): Finding[] {
  const unknown = stateOf(raw).status === 'UNKNOWN' ? [unknownValue('status', raw.status)] : []
  const undated = issuedAt(raw) === null && isFinalized(raw) ? [unknownValue('effective_at', null)] : []
  return [...unknown, ...undated, ...findContradictions(raw)]
}
