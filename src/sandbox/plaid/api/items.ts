import { pull } from '../advance.ts'
import { invalidField, invalidInput } from '../errors.ts'
import type { Call, ItemCall } from './call.ts'
import { itemObject, openAccountObjects } from './objects.ts'

export function exchangePublicToken({ world, body }: Call): object {
  const item = world.links.exchange(body.text('public_token'))
  return { access_token: world.items.tokenOf(item), item_id: item.id }
}

export const getItem = ({ item }: ItemCall): object => ({
  item: {
    ...itemObject(item),
    consented_data_scopes: ['account_balance_info', 'transactions'],
    consented_use_cases: ['Track and manage your finances'],
    created_at: item.createdAt,
  },
  status: {
    investments: null,
    last_webhook: item.lastWebhook,
    transactions: {
      last_failed_update: null,
      last_successful_update: item.progress === 'NOT_READY' ? null : item.updatedAt,
    },
  },
})

export function removeItem({ world, item }: ItemCall): object {
  world.items.remove(item)
  return {}
}

export const invalidateToken = ({ world, item }: ItemCall): object => ({
  new_access_token: world.items.replaceToken(item),
})

export function updateWebhook({ world, body, item }: ItemCall): object {
  const webhook = body.optionalText('webhook') ?? null
  if (webhook !== null && !URL.canParse(webhook)) {
    throw invalidField('webhook must be a URL')
  }
  item.webhook = webhook
  world.webhooks.tell(item, 'ITEM', 'WEBHOOK_UPDATE_ACKNOWLEDGED', { new_webhook_url: webhook, error: null })
  return { item: itemObject(item) }
}

/** POST /accounts/get: with the balances that Plaid last read. */
export const getAccounts = (call: ItemCall): object => accountsAt(call, call.world.bank.pulled)

/** POST /accounts/balance/get: with the balances that the bank has now. */
export const getBalances = (call: ItemCall): object => accountsAt(call, call.world.bank.latest)

function accountsAt({ world: { bank }, body, item }: ItemCall, change: number): object {
  const options = body.part('options')
  const asked = options.has('account_ids') ? options.texts('account_ids') : null
  const accounts = openAccountObjects(bank, change)
  for (const id of asked ?? []) {
    if (accounts.some((it) => it.account_id === id)) continue
    throw invalidInput('INVALID_ACCOUNT_ID', `failed to find requested account ID ${id} for requested item`)
  }
  return {
    accounts: accounts.filter((it) => asked?.includes(it.account_id) ?? true),
    item: itemObject(item),
  }
}

export function refreshTransactions({ world }: ItemCall): object {
  pull(world)
  return {}
}

export function getVerificationKey({ world, body }: Call): object {
  const key = world.keys.find(body.text('key_id'))
  if (key === undefined) {
    throw invalidInput('INVALID_WEBHOOK_VERIFICATION_KEY_ID', 'the provided key_id is invalid')
  }
  return { key }
}
