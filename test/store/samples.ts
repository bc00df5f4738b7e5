import type { CanonicalRecord, Contact, Finding, Invoice, Payment } from '../../src/domain/entities.ts'
import { newId } from '../../src/domain/ids.ts'
import type { IncomingPage, IncomingRecord } from '../../src/store/apply.ts'
import { inWorkspace, type Database, type Transaction } from '../../src/store/database.ts'

/** A place to write to, of its own for each test. */
export interface Place {
  workspaceId: string
  companyId: string
  sourceId: string
}

export const newPlace = (): Place => ({ workspaceId: newId(), companyId: newId(), sourceId: newId() })

/** An instant of the story that a test tells: minutes after nine. */
export const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 5, 9, minutes))

export function page(place: Place, content: Partial<IncomingPage> = {}): IncomingPage {
  return {
    ...place,
    stream: 'customers',
    via: 'INCREMENTAL',
    syncRunId: null,
    fetchedAt: at(0),
    records: [],
    deleted: [],
    ...content,
  }
}

/** A remote record whose raw text is made of its content, so that other content is another raw. */
export function remote(
  remoteId: string,
  records: CanonicalRecord[] | null,
  more: Partial<IncomingRecord> = {},
): IncomingRecord {
  return {
    remoteId,
    raw: JSON.stringify({ id: remoteId, records }),
    remoteUpdatedAt: null,
    remoteUrl: null,
    records,
    findings: [],
    ...more,
  }
}

/** A customer with one contact of this name. */
export const customer = (
  remoteId: string,
  name: string,
  more: Partial<IncomingRecord> = {},
): IncomingRecord => remote(remoteId, [contact(`customers/${remoteId}`, { name })], more)

export const contact = (key: string, more: Partial<Contact> = {}): Contact => ({
  key,
  type: 'CONTACT',
  name: 'Ada Byron',
  roles: ['CUSTOMER'],
  email: null,
  phone: null,
  taxNumber: null,
  currency: null,
  address: null,
  status: 'ACTIVE',
  ...more,
})

export const invoice = (key: string, more: Partial<Invoice> = {}): Invoice => ({
  key,
  type: 'INVOICE',
  direction: 'SALE',
  kind: 'INVOICE',
  number: null,
  reference: null,
  memo: null,
  contactKey: null,
  status: 'OPEN',
  settlement: 'UNPAID',
  remoteStatus: null,
  issueDate: null,
  dueDate: null,
  currency: 'EUR',
  exchangeRate: null,
  amountsIncludeTax: null,
  lines: [],
  subtotal: '5.00',
  discountTotal: null,
  taxTotal: '0',
  total: '5.00',
  amountPaid: '0',
  amountDue: '5.00',
  ...more,
})

export const payment = (key: string, more: Partial<Payment> = {}): Payment => ({
  key,
  type: 'PAYMENT',
  direction: 'SALE',
  status: 'SUCCEEDED',
  contactKey: null,
  accountKey: null,
  paidOn: null,
  currency: 'EUR',
  amount: '5.00',
  fee: null,
  feeCurrency: null,
  exchangeRate: null,
  reference: null,
  method: null,
  aliasKey: null,
  allocations: [],
  ...more,
})

export const finding = (message: string): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message,
  path: ['Name'],
})

/** Reads as the workspace. */
export const read = <T extends object>(
  database: Database,
  place: Place,
  query: (tx: Transaction) => PromiseLike<readonly T[]>,
): Promise<T[]> => inWorkspace(database, place.workspaceId, async (tx) => [...(await query(tx))])

export interface FeedRow {
  kind: string
  type: string
  key: string
  version: number
  changed: string[]
}

/** The feed of a workspace that holds only contacts, invoices, payments and dimensions, in order. */
export const feed = (database: Database, place: Place): Promise<FeedRow[]> =>
  read(
    database,
    place,
    (tx) => tx<FeedRow[]>`
      select kind, record_type as type, key, c.version, c.changed_fields as changed
      from changes c join (
        select id, key from contacts union all select id, key from invoices
        union all select id, key from payments union all select id, key from dimensions
      ) r on r.id = c.record_id
      order by position`,
  )
