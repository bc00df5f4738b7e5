import { balancesOf } from '../bank/balances.ts'
import type { Account } from '../bank/accounts.ts'
import type { Bank, Entry } from '../bank/bank.ts'
import type { Item } from '../items.ts'
import { onWire } from '../money.ts'
import { INSTITUTION } from './institution.ts'

// The bank's things as Plaid's answers have them.

export interface AccountObject {
  account_id: string
  balances: {
    available: number
    current: number
    limit: number | null
    iso_currency_code: 'USD'
    unofficial_currency_code: null
  }
  holder_category: 'business'
  mask: string
  name: string
  official_name: string | null
  subtype: string
  type: string
}

/** With the balances after that change at the bank: what Plaid last read, or what the bank has now. */
export function accountObject(bank: Bank, account: Account, change: number): AccountObject {
  const { current, available, limit } = balancesOf(bank, account, change)
  return {
    account_id: account.id,
    balances: {
      available: onWire(available),
      current: onWire(current),
      limit: limit === null ? null : onWire(limit),
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
    holder_category: 'business',
    mask: account.mask,
    name: account.name,
    official_name: account.officialName,
    subtype: account.subtype,
    type: account.type,
  }
}

/** A closed account is no longer listed. */
export const openAccountObjects = (bank: Bank, change: number): AccountObject[] =>
  Object.values(bank.accounts)
    .filter((it) => !it.closed)
    .map((it) => accountObject(bank, it, change))

export type TransactionObject = ReturnType<typeof transactionObject>

export function transactionObject(entry: Entry, withDescription: boolean) {
  const { detail } = entry
  const { counterparty, category, place, meta } = detail
  return {
    account_id: entry.account.id,
    account_owner: null,
    amount: onWire(entry.amount),
    authorized_date: entry.authorizedOn,
    authorized_datetime: detail.authorizedAt,
    check_number: detail.checkNumber,
    counterparties:
      counterparty === null
        ? []
        : [
            {
              confidence_level: category?.confidence ?? 'LOW',
              entity_id: counterparty.entityId,
              logo_url: null,
              name: counterparty.name,
              type: counterparty.type,
              website: counterparty.website,
            },
          ],
    date: entry.date,
    datetime: null,
    iso_currency_code: 'USD',
    location: {
      address: null,
      city: null,
      country: null,
      lat: null,
      lon: null,
      postal_code: null,
      region: null,
      store_number: null,
      ...place,
    },
    logo_url: null,
    merchant_entity_id: counterparty?.entityId ?? null,
    merchant_name: counterparty?.type === 'merchant' ? counterparty.name : null,
    name: detail.name,
    ...(withDescription ? { original_description: detail.description } : {}),
    payment_channel: detail.channel,
    payment_meta: {
      by_order_of: null,
      payee: null,
      payer: null,
      payment_method: null,
      payment_processor: null,
      ppd_id: null,
      reason: null,
      reference_number: null,
      ...meta,
    },
    pending: entry.pending,
    pending_transaction_id: entry.pendingId,
    personal_finance_category:
      category === null
        ? null
        : { confidence_level: category.confidence, detailed: category.detailed, primary: category.primary },
    personal_finance_category_icon_url: `https://categories.example/PFC_${category?.primary ?? 'OTHER'}.png`,
    transaction_code: null,
    transaction_id: entry.id,
    transaction_type: typeOf(entry),
    unofficial_currency_code: null,
    website: counterparty?.website ?? null,
  }
}

function typeOf({ detail: { channel, category } }: Entry): 'digital' | 'place' | 'special' | 'unresolved' {
  if (category === null) return 'unresolved'
  if (channel === 'other') return 'special'
  return channel === 'online' ? 'digital' : 'place'
}

export const itemObject = (item: Item) => ({
  auth_method: 'INSTANT_AUTH',
  available_products: ['auth', 'balance', 'identity'],
  billed_products: ['transactions'],
  consent_expiration_time: item.consentExpiresAt,
  consented_products: ['transactions'],
  error: item.error,
  institution_id: INSTITUTION.institution_id,
  institution_name: INSTITUTION.name,
  item_id: item.id,
  products: ['transactions'],
  update_type: 'background',
  webhook: item.webhook,
})
