import { loginRequired, permissionRevoked, refusal } from '../errors.ts'
import type { Item } from '../items.ts'
import type { World } from '../world.ts'
import type { ItemCall } from './call.ts'

const DAY_MS = 86_400_000

/** What each webhook says besides its names. */
const FIRED: Readonly<
  Record<string, { type: 'ITEM' | 'TRANSACTIONS'; more: (world: World, item: Item) => object }>
> = {
  SYNC_UPDATES_AVAILABLE: {
    type: 'TRANSACTIONS',
    more: () => ({ initial_update_complete: true, historical_update_complete: true }),
  },
  DEFAULT_UPDATE: { type: 'TRANSACTIONS', more: () => ({ error: null, new_transactions: 0 }) },
  RECURRING_TRANSACTIONS_UPDATE: {
    type: 'TRANSACTIONS',
    more: ({ bank }) => ({ account_ids: Object.values(bank.accounts).map((it) => it.id) }),
  },
  ERROR: { type: 'ITEM', more: () => ({ error: { ...loginRequired('OAUTH_INVALID_TOKEN'), status: 400 } }) },
  LOGIN_REPAIRED: { type: 'ITEM', more: () => ({}) },
  NEW_ACCOUNTS_AVAILABLE: { type: 'ITEM', more: () => ({ error: null }) },
  PENDING_DISCONNECT: {
    type: 'ITEM',
    more: ({ now }) => ({
      reason: 'INSTITUTION_MIGRATION',
      disconnect_time: new Date(now().getTime() + 7 * DAY_MS).toISOString(),
    }),
  },
  USER_PERMISSION_REVOKED: { type: 'ITEM', more: () => ({ error: { ...permissionRevoked, status: 400 } }) },
  USER_ACCOUNT_REVOKED: {
    type: 'ITEM',
    more: ({ bank }) => ({ account_id: bank.accounts.savings.id }),
  },
}

/** POST /sandbox/item/fire_webhook: sends it, whether it is true or not. */
export function fireWebhook({ world, body, item }: ItemCall): object {
  const code = body.text('webhook_code')
  const fired = Object.hasOwn(FIRED, code) ? FIRED[code] : undefined
  if (fired === undefined) {
    throw refusal(
      'SANDBOX_ERROR',
      'SANDBOX_WEBHOOK_INVALID',
      `webhook_code ${code} can't be fired for this item`,
    )
  }
  if (!world.webhooks.tell(item, fired.type, code, fired.more(world, item))) {
    throw refusal(
      'SANDBOX_ERROR',
      'SANDBOX_WEBHOOK_INVALID',
      'Webhook for this item is either not set up, or invalid',
    )
  }
  return { webhook_fired: true }
}

/** POST /sandbox/item/reset_login */
export function resetLogin({ world, item }: ItemCall): object {
  loseLogin(world, item)
  return { reset_login: true }
}

/** The bank no longer takes the login, which its owner has to give anew. */
export function loseLogin({ webhooks }: World, item: Item): void {
  item.error = loginRequired('OAUTH_INVALID_TOKEN')
  webhooks.failed(item, 'ERROR', item.error)
}
