import { EVERYTHING } from './access.ts'
import { type Account, CURRENCY, type LedgerKey } from './accounts.ts'
import type { AccessCount } from './api/access-count.ts'
import { transactionAnswer, type View } from './api/answers.ts'
import { linksOf } from './api/links.ts'
import type { Bank } from './bank.ts'
import { type Consent, resourceId } from './consents.ts'
import type { ControlInput } from './control-input.ts'
import { OPEN_BANKING_CONSENT_DAYS, OPEN_BANKING_CURRENT_IBAN } from './credentials.ts'
import { addDays, dayOf, isDay } from '../kit/days.ts'
import { APPROACHES, type Dialect } from './dialect.ts'
import type { Entry } from './entries.ts'
import { minorUnits } from './money.ts'

type Control = (bank: Bank, input: ControlInput, count: AccessCount) => unknown

/** What a person at the bank, or the bank itself, would do. Entries are told as the API tells them. */
export const CONTROLS: Readonly<Record<string, Control>> = {
  create_transaction: createTransaction,
  book_pending: (bank, input) => {
    const on = input.text('bookedOn') ?? dayOf(bank.now())
    if (!isDay(on)) throw new Error('bookedOn must be a date such as 2026-02-28')
    const sameId = input.flag('sameId') ?? false
    return told(bank, bank.ledger.settle(pendingOf(bank, input), on, { sameId }))
  },
  change_pending: (bank, input) => {
    const text = input.required('text')
    return told(bank, bank.ledger.retell(pendingOf(bank, input), { remittanceInformationUnstructured: text }))
  },
  drop_pending: (bank, input) => {
    const entry = pendingOf(bank, input)
    bank.ledger.drop(entry)
    return told(bank, entry)
  },
  expire_consent: (bank, input) => endConsent(bank, input, 'expired'),
  revoke_consent: (bank, input) => endConsent(bank, input, 'revokedByPsu'),
  renew_consent: renewConsent,
  set_account_status: (bank, input) => {
    accountOf(bank, input).status = input.oneOf('status', ['enabled', 'deleted', 'blocked'] as const)
  },
  set_dialect: setDialect,
  expire_tokens: ({ tokens, now }) => {
    tokens.expireAccess(now().getTime())
  },
  end_refresh: ({ tokens }) => {
    tokens.endRefresh()
  },
  next_day: (_bank, _input, count) => {
    count.reset()
  },
}

/** {iban?, currency, amount, pending?, text?, counterparty?, endToEndId?, on?, withoutIds?}; out is negative. */
function createTransaction(bank: Bank, input: ControlInput): unknown {
  const account = ledgerOf(accountOf(bank, input))
  const minor = minorUnits(input.required('amount'))
  if (minor === null) throw new Error('amount must be text such as "-12.50"')
  const on = input.text('on') ?? dayOf(bank.now())
  if (!isDay(on)) throw new Error('on must be a date such as 2026-02-28')
  const name = input.text('counterparty')
  const endToEndId = input.text('endToEndId')
  const movement = {
    account,
    on,
    minor,
    party: name === undefined ? null : { name },
    facts: {
      ...(endToEndId === undefined ? {} : { endToEndId }),
      remittanceInformationUnstructured: input.text('text') ?? 'Made by hand',
      bankTransactionCode: minor < 0 ? 'PMNT-ICDT-ESCT' : 'PMNT-RCDT-ESCT',
    },
    ...(input.flag('withoutIds') === true ? { ids: null } : {}),
  }
  return told(bank, input.flag('pending') === true ? bank.ledger.hold(movement) : bank.ledger.book(movement))
}

/** By `iban`, the current one when absent, and `currency`. */
function accountOf({ accounts }: Bank, input: ControlInput): Account {
  const iban = input.text('iban') ?? OPEN_BANKING_CURRENT_IBAN
  const currency = input.required('currency')
  const account = accounts.find((it) => it.iban === iban && it.currency === currency)
  if (account === undefined) throw new Error(`there is no account ${iban} in ${currency}`)
  return account
}

function ledgerOf({ currency, parts }: Account): LedgerKey {
  const [only, ...others] = parts
  if (only === undefined || others.length > 0) throw new Error(`nothing is booked in ${currency}`)
  return only
}

/** By `transactionId`; the oldest when absent. */
function pendingOf({ ledger }: Bank, input: ControlInput): Entry {
  const id = input.text('transactionId')
  const pending = ledger.pending(Object.keys(CURRENCY) as LedgerKey[])
  const entry = id === undefined ? pending[0] : pending.find((it) => it.transactionId === id)
  if (entry === undefined) throw new Error(id === undefined ? 'nothing is pending' : `${id} is not pending`)
  return entry
}

function told(bank: Bank, entry: Entry): unknown {
  const consent = bank.consents.current()
  const view: View = { bank, consent, links: linksOf({ headers: {} }, bank.dialect) }
  const account = bank.accounts.find((it) => it.key === entry.account)
  if (account === undefined) throw new Error(`${entry.account} has no account`)
  return transactionAnswer(view, `/v1/accounts/${resourceId(consent, account)}`, entry)
}

/** {consentId?}: the one in force when absent. */
function endConsent({ consents }: Bank, input: ControlInput, status: 'expired' | 'revokedByPsu'): unknown {
  const consent = consentOf(consents.current(), input, (id) => consents.find(id))
  consents.turn(consent, status)
  return { consentId: consent.id, consentStatus: consent.status }
}

function consentOf(
  current: Consent,
  input: ControlInput,
  find: (id: string) => Consent | undefined,
): Consent {
  const id = input.text('consentId')
  if (id === undefined) return current
  const consent = find(id)
  if (consent === undefined) throw new Error(`there is no consent ${id}`)
  return consent
}

/** As if the customer had been sent to the bank once more, and had agreed. */
function renewConsent({ consents, now }: Bank): unknown {
  const consent = consents.request({
    access: EVERYTHING,
    recurring: true,
    validUntil: addDays(dayOf(now()), OPEN_BANKING_CONSENT_DAYS),
    frequencyPerDay: 4,
    redirectUri: '',
    nokRedirectUri: '',
  })
  consents.startAuthorisation(consent)
  consents.decide(consent, true)
  return { consentId: consent.id, validUntil: consent.validUntil }
}

const FLAGS = [
  'unsignedAmounts',
  'withoutIds',
  'numericAmounts',
  'absoluteLinks',
  'deltaSupported',
  'unlimitedAccess',
  'withoutRefresh',
] as const satisfies readonly (keyof Dialect)[]

/** What is absent stays as it is. */
function setDialect({ dialect }: Bank, input: ControlInput): Dialect {
  for (const flag of FLAGS) dialect[flag] = input.flag(flag) ?? dialect[flag]
  const days = input.countOrNull('historyDays')
  if (days !== undefined) dialect.historyDays = days
  if (input.text('approach') !== undefined) dialect.approach = input.oneOf('approach', APPROACHES)
  return { ...dialect }
}
