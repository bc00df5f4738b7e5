import { type Account, CURRENCY, ibanOf, OWNER_NAME } from '../accounts.ts'
import { covers, namesOwner } from '../access.ts'
import { type Balance, balancesOf } from '../balances.ts'
import type { Bank } from '../bank.ts'
import { OPEN_BANKING_BIC } from '../credentials.ts'
import { type Consent, resourceId } from '../consents.ts'
import type { Entry, EntryFacts, Party } from '../entries.ts'
import { type Amount, type AmountStyle, writeAmount } from '../money.ts'
import type { Link, Links } from './links.ts'

/** What of the bank's is shown, to whom. */
export interface View {
  bank: Bank
  consent: Consent
  links: Links
}

type Answer = Record<string, unknown>

export function accountAnswer(
  { bank, consent, links }: View,
  account: Account,
  withBalance: boolean,
): Answer {
  const path = `/v1/accounts/${resourceId(consent, account)}`
  const mayReadBalances = covers(consent.access, 'balances', account)
  const shown: Record<string, Link> = {
    ...(mayReadBalances ? { balances: links.usual(`${path}/balances`) } : {}),
    ...(covers(consent.access, 'transactions', account)
      ? { transactions: links.usual(`${path}/transactions`) }
      : {}),
  }
  const { cashAccountType, currency, iban, name, product, status } = account
  return {
    resourceId: resourceId(consent, account),
    iban,
    currency,
    name,
    product,
    cashAccountType,
    ...(status === null ? {} : { status }),
    ...(account.key === 'savings' ? {} : { bic: OPEN_BANKING_BIC, usage: 'ORGA' }),
    ...(namesOwner(consent.access, account) ? { ownerName: OWNER_NAME } : {}),
    ...(withBalance && mayReadBalances ? { balances: balancesAnswer(bank, account) } : {}),
    _links: shown,
  }
}

export const balancesAnswer = (bank: Bank, account: Account): Balance[] =>
  account.parts.flatMap((key) => balancesOf(bank.ledger, key, bank.now(), styleOf(bank, 'full')))

/** An aggregate account is told by its IBAN alone. */
export const accountReference = ({ currency, iban, parts }: Account): Answer => ({
  iban,
  ...(parts.length > 1 ? {} : { currency }),
})

const styleOf = ({ dialect }: Bank, style: AmountStyle): AmountStyle =>
  dialect.numericAmounts ? 'number' : style

export function transactionAnswer({ bank, links }: View, accountPath: string, entry: Entry): Answer {
  const { dialect } = bank
  const { bookedOn, entryReference, minor, transactionId, valueOn } = entry
  const id = dialect.withoutIds ? null : transactionId
  const amount = (it: number, style: AmountStyle): Amount => ({
    currency: CURRENCY[entry.account],
    amount: writeAmount(dialect.unsignedAmounts ? Math.abs(it) : it, styleOf(bank, style)),
  })
  return {
    ...(id === null ? {} : { transactionId: id }),
    ...(entryReference === null || dialect.withoutIds ? {} : { entryReference }),
    ...(bookedOn === null ? {} : { bookingDate: bookedOn }),
    ...(valueOn === null ? {} : { valueDate: valueOn }),
    transactionAmount: amount(minor, entry.style),
    ...partiesAnswer(entry, dialect.unsignedAmounts),
    ...factsAnswer(entry.facts, dialect.unsignedAmounts),
    ...(entry.account === 'savings' && entry.balanceAfter !== null
      ? { balanceAfterTransaction: balanceAfter(bank, entry, entry.balanceAfter) }
      : {}),
    ...(id === null
      ? {}
      : { _links: { transactionDetails: links.usual(`${accountPath}/transactions/${id}`) } }),
  }
}

/** Without signs the company's own account has to be told, or nobody knows which way the money went. */
function partiesAnswer({ account, minor, party }: Entry, tellOwn: boolean): Answer {
  const [other, own] = minor < 0 ? ['creditor', 'debtor'] : ['debtor', 'creditor']
  return {
    ...(party === null ? {} : side(other, party)),
    ...(tellOwn ? side(own, { iban: ibanOf(account), currency: CURRENCY[account] }) : {}),
  }
}

const side = (role: string, { bic, currency, iban, name }: Party): Answer => ({
  ...(name === undefined ? {} : { [`${role}Name`]: name }),
  ...(iban === undefined
    ? {}
    : { [`${role}Account`]: { iban, ...(currency === undefined ? {} : { currency }) } }),
  ...(bic === undefined ? {} : { [`${role}Agent`]: bic }),
})

function factsAnswer(facts: EntryFacts, unsigned: boolean): EntryFacts {
  if (!unsigned || facts.entryDetails === undefined) return facts
  const entryDetails = facts.entryDetails.map(({ transactionAmount, ...rest }) => {
    const amount = String(transactionAmount.amount).replace('-', '')
    return { ...rest, transactionAmount: { ...transactionAmount, amount } }
  })
  return { ...facts, entryDetails }
}

const balanceAfter = (bank: Bank, { account }: Entry, minor: number): Balance => ({
  balanceAmount: { currency: CURRENCY[account], amount: writeAmount(minor, styleOf(bank, 'full')) },
  balanceType: 'interimBooked',
})
