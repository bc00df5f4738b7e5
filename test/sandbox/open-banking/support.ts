import assert from 'node:assert/strict'
import type { SandboxProvider, SandboxResponse } from '../../../src/sandbox/kit/provider.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { OPEN_BANKING_CONSENT_ID } from '../../../src/sandbox/open-banking/credentials.ts'
import { createOpenBankingSandbox } from '../../../src/sandbox/open-banking/index.ts'

export const NOW = new Date('2026-09-01T10:00:00Z')

export interface Transaction {
  transactionId?: string
  entryReference?: string
  bookingDate?: string
  valueDate?: string
  transactionAmount: { currency: string; amount: string | number }
  debtorAccount?: { iban: string }
  creditorAccount?: { iban: string }
  currencyExchange?: { exchangeRate: string }[]
  balanceAfterTransaction?: Balance
  endToEndId?: string
  mandateId?: string
  batchIndicator?: boolean
  _links?: Record<string, { href: string }>
}
export interface Balance {
  balanceAmount: { currency: string; amount: string | number }
  balanceType: string
  creditLimitIncluded?: boolean
}
export interface Account {
  resourceId: string
  iban: string
  currency: string
  balances?: Balance[]
  ownerName?: string
  _links: Record<string, { href: string }>
}
export interface Report {
  account: { iban: string; currency?: string }
  transactions: {
    booked?: Transaction[]
    pending?: Transaction[]
    _links: Record<string, { href: string }>
  }
  balances?: Balance[]
}
export interface Problem {
  tppMessages: { category: string; code: string; text: string }[]
}

export interface CallOptions {
  method?: string
  body?: unknown
  /** Undefined takes a header away that is sent otherwise. */
  headers?: Readonly<Record<string, string | undefined>>
}

export interface PlayedBank {
  provider: SandboxProvider
  /** Lets this many days pass. */
  wait(days: number): void
  /** With a request's id and the consent of the start; `address` may be a link of the bank's. */
  call(address: string, options?: CallOptions): Promise<SandboxResponse>
  /** The parsed body of an answer that must succeed. */
  get<T>(address: string, options?: CallOptions): Promise<T>
  control(action: string, input?: Readonly<Record<string, unknown>>): unknown
  accounts(options?: CallOptions): Promise<Account[]>
  account(iban: string | null, currency: string, options?: CallOptions): Promise<Account>
}

export function playBank({ scale = 0.1, seed = 7 } = {}): PlayedBank {
  let passed = 0
  const provider = createOpenBankingSandbox({
    seed,
    scale,
    now: () => new Date(NOW.getTime() + passed * 86_400_000),
    send: () => undefined,
    wires: createWires(),
  })

  async function call(address: string, { body, headers, method = 'GET' }: CallOptions = {}) {
    const { pathname, searchParams } = new URL(address, 'http://bank.example')
    return provider.handle({
      method,
      path: pathname.replace(/^\/open-banking/, ''),
      query: searchParams,
      headers: {
        host: 'bank.example',
        accept: 'application/json',
        'x-request-id': '99391c7e-ad88-49ec-a2ad-99ddcb1f7721',
        'consent-id': OPEN_BANKING_CONSENT_ID,
        ...headers,
      },
      body: Buffer.from(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)),
    })
  }

  async function get<T>(address: string, options?: CallOptions): Promise<T> {
    const response = await call(address, options)
    assert.ok(response.status === 200 || response.status === 201, response.body)
    return JSON.parse(response.body) as T
  }

  const accounts = async (options?: CallOptions) =>
    (await get<{ accounts: Account[] }>('/v1/accounts', options)).accounts

  return {
    provider,
    wait: (days) => {
      passed += days
    },
    call,
    get,
    control: (action, input = {}) => provider.control(action, input),
    accounts,
    async account(iban, currency, options) {
      const found = (await accounts(options)).find(
        (it) => it.currency === currency && (iban === null || it.iban === iban),
      )
      assert.ok(found, `no account ${iban ?? ''} ${currency}`)
      return found
    },
  }
}

/** The customer is there, so nothing is counted. */
export const ATTENDED = { headers: { 'psu-ip-address': '192.0.2.7' } }

/** The code of a refusal. */
export const codeOf = ({ body, status }: SandboxResponse): string =>
  `${status} ${(JSON.parse(body) as Problem).tppMessages[0]?.code ?? ''}`

/** Follows next links to the end. */
export async function readAll(bank: PlayedBank, address: string): Promise<Transaction[]> {
  const all: Transaction[] = []
  let next: string | undefined = address
  for (let pages = 0; next !== undefined; pages += 1) {
    assert.ok(pages < 1_000, `${address} never ends`)
    const report: Report = await bank.get<Report>(next, ATTENDED)
    all.push(...(report.transactions.booked ?? []))
    next = report.transactions._links.next?.href
  }
  return all
}

/** Whole cents of an amount as it was written. */
export function cents({ amount }: { amount: string | number }): number {
  const [whole = '', fraction = ''] = String(amount).replace('-', '').split('.')
  const minor = Number(whole + fraction.padEnd(2, '0'))
  return String(amount).startsWith('-') ? -minor : minor
}
