import type { Call, ItemCall } from './call.ts'
import { getInstitution } from './institution.ts'
import {
  exchangePublicToken,
  getAccounts,
  getBalances,
  getItem,
  getVerificationKey,
  invalidateToken,
  refreshTransactions,
  removeItem,
  updateWebhook,
} from './items.ts'
import { createLinkToken, createPublicToken, getLinkToken } from './link.ts'
import { fireWebhook, resetLogin } from './sandbox-calls.ts'
import { syncTransactions } from './sync.ts'

export type Endpoint =
  | { of: 'client'; fields: readonly string[] | null; answer: (call: Call) => object }
  /** `healthy`: refused while Plaid can't log in at the bank. */
  | { of: 'item'; healthy: boolean; fields: readonly string[]; answer: (call: ItemCall) => object }

const client = (answer: (call: Call) => object, ...fields: string[]): Endpoint => ({
  of: 'client',
  fields,
  answer,
})
const item = (answer: (call: ItemCall) => object, ...fields: string[]): Endpoint => ({
  of: 'item',
  healthy: false,
  fields,
  answer,
})
const healthyItem = (answer: (call: ItemCall) => object, ...fields: string[]): Endpoint => ({
  ...{ of: 'item', healthy: true, fields, answer },
})

/** By path, with the fields that a body may have besides the credentials. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  // Of its many fields only those of this flow are played; the others are taken and left alone.
  '/link/token/create': { of: 'client', fields: null, answer: createLinkToken },
  '/link/token/get': client(getLinkToken, 'link_token'),
  '/item/public_token/exchange': client(exchangePublicToken, 'public_token'),
  '/institutions/get_by_id': client(getInstitution, 'institution_id', 'country_codes', 'options'),
  '/webhook_verification_key/get': client(getVerificationKey, 'key_id'),
  '/sandbox/public_token/create': client(
    createPublicToken,
    ...['institution_id', 'initial_products', 'options', 'user_token', 'user_id'],
  ),
  '/item/get': item(getItem),
  '/item/remove': item(removeItem, 'reason_code', 'reason_note'),
  '/item/access_token/invalidate': item(invalidateToken),
  '/item/webhook/update': item(updateWebhook, 'webhook'),
  '/accounts/get': healthyItem(getAccounts, 'options'),
  '/accounts/balance/get': healthyItem(getBalances, 'options'),
  '/transactions/sync': healthyItem(syncTransactions, 'cursor', 'count', 'options'),
  '/transactions/refresh': healthyItem(refreshTransactions),
  '/sandbox/item/fire_webhook': item(fireWebhook, 'webhook_type', 'webhook_code'),
  '/sandbox/item/reset_login': item(resetLogin),
}
