import { dayOf } from '../kit/days.ts'
import { pull } from './advance.ts'
import { itemObject, openAccountObjects, transactionObject } from './api/objects.ts'
import { loseLogin } from './api/sandbox-calls.ts'
import type { Account } from './bank/accounts.ts'
import type { Entry } from './bank/bank.ts'
import { category, detail, firm } from './bank/detail.ts'
import type { ControlInput } from './control-input.ts'
import { PLAID_ITEM_ID } from './credentials.ts'
import { permissionRevoked } from './errors.ts'
import type { Item } from './items.ts'
import { timestamp } from './time.ts'
import type { World } from './world.ts'

export type Control = (world: World, input: ControlInput) => object

/**
 * What happens at the bank and at Plaid, by the name of the control action. Amounts are dollars, positive: out of
 * the account. `account` is an id, or "checking", "savings", "credit card"; `item` an id, by default the first.
 */
export const CONTROLS: Readonly<Record<string, Control>> = {
  /** {account?: checking, amount, name?, merchant?, description?, date?: today, pending?, check_number?} */
  create_transaction: (world, input) => news(world, createTransaction(world, input)),
  /** {id, amount?: as it was, date?: today} of a pending one: it is removed, and a posted one with its own id comes. */
  post_pending: (world, input) => {
    const pending = entryOf(world, input)
    if (!pending.pending) throw new Error(`transaction ${pending.id} is posted already`)
    const date = input.day('date') ?? dayOf(world.now())
    return news(world, world.bank.settle(pending, date, input.cents('amount') ?? pending.amount))
  },
  /** {id, amount?, name?, description?} */
  modify_transaction: (world, input) => {
    const entry = entryOf(world, input)
    const name = input.text('name') ?? entry.detail.name
    const description = input.text('description') ?? entry.detail.description
    const amount = input.cents('amount') ?? entry.amount
    return news(world, world.bank.modify(entry, { amount, detail: { ...entry.detail, name, description } }))
  },
  /** {id} */
  remove_transaction: (world, input) => {
    const entry = entryOf(world, input)
    world.bank.remove(entry)
    return news(world, entry)
  },
  /** {account?: checking, amount}: the bank has it, and Plaid only after it has read the bank's books again. */
  move_balance: (world, input) => {
    const account = accountOf(world, input)
    const amount = required(input.cents('amount'), 'amount')
    const date = dayOf(world.now())
    world.bank.post({ account, amount, date, detail: detail({ name: 'Counter Transaction' }) })
    return { accounts: openAccountObjects(world.bank, world.bank.latest) }
  },
  /** {account}: it is no longer listed; its transactions stay. */
  close_account: (world, input) => {
    const account = accountOf(world, input, 'required')
    account.closed = true
    return { account_id: account.id }
  },
  /** {item?}: ITEM_LOGIN_REQUIRED from now on. */
  reset_login: (world, input) => {
    const item = itemOf(world, input)
    loseLogin(world, item)
    return itemObject(item)
  },
  /** {item?}: it is good again without the app's doing. */
  repair_login: (world, input) => {
    const item = itemOf(world, input)
    if (item.error?.error_code !== 'ITEM_LOGIN_REQUIRED') throw new Error(`item ${item.id} needs no login`)
    item.error = null
    item.consentExpiresAt = null
    world.webhooks.tell(item, 'ITEM', 'LOGIN_REPAIRED')
    pull(world)
    return itemObject(item)
  },
  /** {item?}: at the bank, and for good. */
  revoke_permission: (world, input) => {
    const item = itemOf(world, input)
    item.error = permissionRevoked
    world.webhooks.failed(item, 'USER_PERMISSION_REVOKED', item.error)
    return itemObject(item)
  },
  /** {at, item?}: an instant, from which on a login is required; told beforehand, as European banks have it. */
  expire_consent: (world, input) => {
    const item = itemOf(world, input)
    const consent_expiration_time = limitConsent(item, input.instant('at'))
    world.webhooks.tell(item, 'ITEM', 'PENDING_EXPIRATION', { consent_expiration_time })
    return itemObject(item)
  },
  /** As expire_consent, as banks of the United States have it. {at, item?, reason?} */
  announce_disconnect: (world, input) => {
    const item = itemOf(world, input)
    const disconnect_time = limitConsent(item, input.instant('at'))
    const reason = input.text('reason') ?? 'INSTITUTION_TOKEN_EXPIRATION'
    world.webhooks.tell(item, 'ITEM', 'PENDING_DISCONNECT', { reason, disconnect_time })
    return itemObject(item)
  },
  /** {}: webhooks are signed with a new key from now on; the one before is expired. */
  rotate_keys: (world) => world.keys.rotate(world.now()),
  /** {times}: so often the books change between two pages of a reading. */
  mutate_during_paging: (world, input) => {
    world.trouble.mutations = required(input.count('times'), 'times')
    return {}
  },
  /** {most}: transactions on a page, whatever is asked for; null: as many as are asked for. */
  limit_page: (world, input) => {
    const most = input.isNull('most') ? null : required(input.count('most'), 'most')
    if (most === 0) throw new Error('most must be at least 1')
    world.trouble.pageLimit = most
    return {}
  },
}

function createTransaction(world: World, input: ControlInput): Entry {
  const date = input.day('date') ?? dayOf(world.now())
  const merchant = input.text('merchant')
  const name = input.text('name') ?? merchant ?? 'New Transaction'
  const description = input.text('description')
  return world.bank.post({
    account: accountOf(world, input),
    amount: required(input.cents('amount'), 'amount'),
    date,
    authorizedOn: date,
    pending: input.flag('pending'),
    detail: detail({
      name,
      counterparty: merchant === undefined ? null : firm(merchant),
      category: category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES', 'LOW'),
      checkNumber: input.text('check_number') ?? null,
      ...(description === undefined ? {} : { description }),
    }),
  })
}

/** Plaid has read it, and tells. */
function news(world: World, entry: Entry): object {
  pull(world)
  return transactionObject(entry, true)
}

function limitConsent(item: Item, at: Date): string {
  item.consentExpiresAt = timestamp(at)
  return item.consentExpiresAt
}

function entryOf({ bank }: World, input: ControlInput): Entry {
  const id = input.required('id')
  const entry = bank.get(id)
  if (entry === undefined) throw new Error(`there is no transaction ${id}`)
  return entry
}

function accountOf(
  { bank }: World,
  input: ControlInput,
  need: 'required' | 'optional' = 'optional',
): Account {
  const named = need === 'required' ? input.required('account') : (input.text('account') ?? 'checking')
  const account = Object.values(bank.accounts).find((it) => it.id === named || it.subtype === named)
  if (account === undefined || account.closed) throw new Error(`there is no open account ${named}`)
  return account
}

function itemOf({ items }: World, input: ControlInput): Item {
  const id = input.text('item') ?? PLAID_ITEM_ID
  const item = items.all().find((it) => it.id === id)
  if (item === undefined) throw new Error(`there is no item ${id}`)
  return item
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
}
