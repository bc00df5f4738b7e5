import type { Entity, EntityName } from './entities.ts'
import { isJsonObject, objectsOf, referenceId, type Json, type JsonObject } from './json.ts'
import { currencyOf, digitsOf, knownMinorUnits, toHome } from './money.ts'

/** One side of an entry, positive for a debit. */
export interface Posting {
  accountId: string
  /** In the document's currency. */
  minor: number
  homeMinor: number
}

/** What a document takes off another one's open balance, or only a link where that is zero. */
export interface Settlement {
  name: EntityName
  id: string
  minor: number
}

/** Everything that a document does to the rest of the books; nothing when it is void. */
export interface Effect {
  postings: readonly Posting[]
  /** What the customer owes us, or we owe the vendor, because of it. */
  party: { name: 'Customer' | 'Vendor'; id: string; minor: number } | null
  settlements: readonly Settlement[]
}

/** Accounts that a document hits without naming them. */
export interface ImpliedAccounts {
  receivable(currency: string): string
  payable(currency: string): string
  salesTax(): string
  undepositedFunds(): string
  incomeOf(itemId: string): string
}

const NOTHING: Effect = { postings: [], party: null, settlements: [] }

export function effectOf(name: EntityName, entity: Entity, accounts: ImpliedAccounts): Effect {
  switch (name) {
    case 'Invoice':
      return saleEffect(entity, accounts, 1)
    case 'CreditMemo':
      return saleEffect(entity, accounts, -1)
    case 'Payment':
      return paymentEffect(entity, accounts)
    case 'Bill':
      return billEffect(entity, accounts, 1)
    case 'VendorCredit':
      return billEffect(entity, accounts, -1)
    case 'BillPayment':
      return billPaymentEffect(entity, accounts)
    case 'Purchase':
      return purchaseEffect(entity)
    case 'Deposit':
      return depositEffect(entity, accounts)
    case 'Transfer':
      return transferEffect(entity)
    case 'JournalEntry':
      return journalEffect(entity)
    default:
      return NOTHING
  }
}

function saleEffect(entity: Entity, accounts: ImpliedAccounts, sign: 1 | -1): Effect {
  const total = sign * amountOf(entity, entity.TotalAmt)
  const tax = isJsonObject(entity.TxnTaxDetail) ? amountOf(entity, entity.TxnTaxDetail.TotalTax) : 0
  const sides = objectsOf(entity.Line).flatMap((line): Side[] => {
    const amount = amountOf(entity, line.Amount)
    const sold = line.SalesItemLineDetail
    if (isJsonObject(sold)) {
      const account = referenceId(sold.ItemAccountRef) ?? accounts.incomeOf(referenceId(sold.ItemRef) ?? '')
      return [[account, -sign * amount]]
    }
    const discount = isJsonObject(line.DiscountLineDetail)
      ? referenceId(line.DiscountLineDetail.DiscountAccountRef)
      : null
    return discount === null ? [] : [[discount, sign * amount]]
  })
  if (tax !== 0) sides.push([accounts.salesTax(), -sign * tax])
  return {
    postings: balanced(entity, accounts.receivable(currencyOf(entity)), sides),
    party: partyOf('Customer', entity.CustomerRef, total),
    settlements: [],
  }
}

function paymentEffect(entity: Entity, accounts: ImpliedAccounts): Effect {
  const total = amountOf(entity, entity.TotalAmt)
  const to = referenceId(entity.DepositToAccountRef) ?? accounts.undepositedFunds()
  return {
    postings: balanced(entity, to, [[accounts.receivable(currencyOf(entity)), -total]]),
    party: partyOf('Customer', entity.CustomerRef, -total),
    settlements: settlementsOf(entity),
  }
}

function billEffect(entity: Entity, accounts: ImpliedAccounts, sign: 1 | -1): Effect {
  const total = sign * amountOf(entity, entity.TotalAmt)
  return {
    postings: balanced(entity, accounts.payable(currencyOf(entity)), expenseSides(entity, sign)),
    party: partyOf('Vendor', entity.VendorRef, total),
    settlements: [],
  }
}

function billPaymentEffect(entity: Entity, accounts: ImpliedAccounts): Effect {
  const total = amountOf(entity, entity.TotalAmt)
  const { CheckPayment: check, CreditCardPayment: card } = entity
  const from = isJsonObject(check)
    ? referenceId(check.BankAccountRef)
    : isJsonObject(card)
      ? referenceId(card.CCAccountRef)
      : null
  return {
    postings: from === null ? [] : balanced(entity, from, [[accounts.payable(currencyOf(entity)), total]]),
    party: partyOf('Vendor', entity.VendorRef, -total),
    settlements: settlementsOf(entity),
  }
}

function purchaseEffect(entity: Entity): Effect {
  const from = referenceId(entity.AccountRef)
  const postings =
    from === null ? [] : balanced(entity, from, expenseSides(entity, entity.Credit === true ? -1 : 1))
  return { ...NOTHING, postings }
}

function depositEffect(entity: Entity, accounts: ImpliedAccounts): Effect {
  const to = referenceId(entity.DepositToAccountRef) ?? accounts.undepositedFunds()
  const sides = objectsOf(entity.Line).map((line): Side => {
    const detail = isJsonObject(line.DepositLineDetail) ? line.DepositLineDetail : {}
    return [referenceId(detail.AccountRef) ?? accounts.undepositedFunds(), -amountOf(entity, line.Amount)]
  })
  const links = settlementsOf(entity).map((it) => ({ ...it, minor: 0 }))
  return { postings: balanced(entity, to, sides), party: null, settlements: links }
}

function transferEffect(entity: Entity): Effect {
  const from = referenceId(entity.FromAccountRef)
  const to = referenceId(entity.ToAccountRef)
  if (from === null || to === null) return NOTHING
  return { ...NOTHING, postings: balanced(entity, to, [[from, -amountOf(entity, entity.Amount)]]) }
}

function journalEffect(entity: Entity): Effect {
  const postings = objectsOf(entity.Line).flatMap((line) => {
    const detail = isJsonObject(line.JournalEntryLineDetail) ? line.JournalEntryLineDetail : {}
    const accountId = referenceId(detail.AccountRef)
    const minor = amountOf(entity, line.Amount) * (detail.PostingType === 'Credit' ? -1 : 1)
    return accountId === null ? [] : [{ accountId, minor, homeMinor: toHome(minor, entity) }]
  })
  return { ...NOTHING, postings }
}

type Side = readonly [accountId: string, minor: number]

const amountOf = (entity: Entity, value: Json | undefined) => knownMinorUnits(value, digitsOf(entity))

function expenseSides(entity: Entity, sign: 1 | -1): Side[] {
  return objectsOf(entity.Line).flatMap((line): Side[] => {
    const detail = line.AccountBasedExpenseLineDetail
    const account = isJsonObject(detail) ? referenceId(detail.AccountRef) : null
    return account === null ? [] : [[account, sign * amountOf(entity, line.Amount)]]
  })
}

/** The sides, and the one that balances them, which so also takes up what rounding to the home currency leaves. */
function balanced(entity: Entity, balancingAccountId: string, sides: readonly Side[]): Posting[] {
  const postings = sides
    .filter(([, minor]) => minor !== 0)
    .map(([accountId, minor]) => ({ accountId, minor, homeMinor: toHome(minor, entity) }))
  const rest = { accountId: balancingAccountId, minor: 0, homeMinor: 0 }
  for (const it of postings) {
    rest.minor -= it.minor
    rest.homeMinor -= it.homeMinor
  }
  return rest.minor === 0 && rest.homeMinor === 0 ? postings : [rest, ...postings]
}

function partyOf(name: 'Customer' | 'Vendor', reference: Json | undefined, minor: number): Effect['party'] {
  const id = referenceId(reference)
  return id === null || minor === 0 ? null : { name, id, minor }
}

const SETTLED: Readonly<Record<string, EntityName>> = {
  Invoice: 'Invoice',
  CreditMemo: 'CreditMemo',
  Bill: 'Bill',
  VendorCredit: 'VendorCredit',
  Payment: 'Payment',
}

/** The documents that a document's lines are linked to, with the amount of the line. */
export function settlementsOf(entity: JsonObject): Settlement[] {
  return objectsOf(entity.Line).flatMap((line) => {
    const minor = knownMinorUnits(line.Amount, digitsOf(entity))
    return objectsOf(line.LinkedTxn).flatMap(({ TxnId: id, TxnType: type }) => {
      const name = typeof type === 'string' ? SETTLED[type] : undefined
      return name === undefined || typeof id !== 'string' ? [] : [{ name, id, minor }]
    })
  })
}
