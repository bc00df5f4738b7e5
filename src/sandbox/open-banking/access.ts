import { type Account, openAccounts } from './accounts.ts'
import { formatError } from './errors.ts'

/** `{"iban": …}`, with a currency where not all accounts under the IBAN are meant. */
export interface AccountReference {
  iban: string
  currency?: string
}

export type Service = 'accounts' | 'balances' | 'transactions'

/** As the specification writes it. Empty lists leave the choice to the customer, at the bank. */
export interface Access {
  accounts?: AccountReference[]
  balances?: AccountReference[]
  transactions?: AccountReference[]
  additionalInformation?: { ownerName?: AccountReference[] }
  availableAccounts?: string
  availableAccountsWithBalance?: string
  allPsd2?: string
}

export const EVERYTHING: Access = { allPsd2: 'allAccountsWithOwnerName' }

const SERVICES: readonly Service[] = ['accounts', 'balances', 'transactions']
const GLOBAL = ['availableAccounts', 'availableAccountsWithBalance', 'allPsd2'] as const

/** Whether the client may read this of the account. */
export function covers(access: Access, service: Service, account: Account): boolean {
  if (access.allPsd2 !== undefined) return true
  if (access.availableAccountsWithBalance !== undefined) return service !== 'transactions'
  if (access.availableAccounts !== undefined) return service === 'accounts'
  // Who may read an account's balances or transactions may know of the account.
  const lists = service === 'accounts' ? SERVICES : [service]
  return lists.some((name) => access[name]?.some((it) => refersTo(it, account)))
}

export const namesOwner = (access: Access, account: Account): boolean =>
  GLOBAL.some((name) => access[name] === 'allAccountsWithOwnerName') ||
  (access.additionalInformation?.ownerName?.some((it) => refersTo(it, account)) ?? false)

const refersTo = ({ currency, iban }: AccountReference, account: Account): boolean =>
  account.iban === iban && (currency === undefined || account.currency === currency)

/** The customer's choice at the bank, where it was left to the customer: all accounts. */
export function chosen(access: Access): Access {
  if (GLOBAL.some((name) => access[name] !== undefined)) return access
  const all = [...new Set(openAccounts().map((it) => it.iban))].map((iban) => ({ iban }))
  const lists = SERVICES.flatMap((name) => {
    const list = access[name]
    return list === undefined ? [] : [[name, list.length === 0 ? all : list] as const]
  })
  return { ...access, ...Object.fromEntries(lists) }
}

/** Throws BankError. */
export function readAccess(value: unknown): Access {
  if (!isObject(value)) throw formatError('access is missing.')
  const global = GLOBAL.filter((name) => value[name] !== undefined)
  const lists = SERVICES.filter((name) => value[name] !== undefined)
  if (global.length > 1 || (global.length > 0 && lists.length > 0) || global.length + lists.length === 0) {
    throw formatError('access must have either accounts, balances and transactions, or one global access.')
  }
  const [name] = global
  if (name !== undefined && !['allAccounts', 'allAccountsWithOwnerName'].includes(String(value[name]))) {
    throw formatError(`access.${name} must be allAccounts or allAccountsWithOwnerName.`)
  }
  const owner = isObject(value.additionalInformation) ? value.additionalInformation.ownerName : undefined
  return {
    ...(name === undefined ? {} : { [name]: value[name] }),
    ...Object.fromEntries(lists.map((list) => [list, readReferences(value[list], list)])),
    ...(owner === undefined
      ? {}
      : { additionalInformation: { ownerName: readReferences(owner, 'ownerName') } }),
  }
}

function readReferences(value: unknown, name: string): AccountReference[] {
  if (!Array.isArray(value)) throw formatError(`access.${name} must be a list of accounts.`)
  return value.map((it: unknown) => {
    if (!isObject(it) || typeof it.iban !== 'string') {
      throw formatError(`access.${name}: accounts are told by iban here.`)
    }
    const { currency, iban } = it
    const reference = { iban, ...(typeof currency === 'string' ? { currency } : {}) }
    if (openAccounts().some((account) => refersTo(reference, account))) return reference
    throw formatError(`access.${name}: there is no account ${iban}${reference.currency ?? ''}.`)
  })
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
