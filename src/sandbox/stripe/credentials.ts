// What a client is registered with at the played Stripe. None of it opens anything else.

export const STRIPE_ACCOUNT_ID = 'acct_sandbox0000001'
export const STRIPE_SECRET_KEY = 'sk_test_sandbox_not_a_secret'
/** May do only what control's set_permissions leaves it: at first, read everything. */
export const STRIPE_RESTRICTED_KEY = 'rk_test_sandbox_not_a_secret'
export const STRIPE_WEBHOOK_SECRET = 'whsec_sandbox_not_a_secret'

/** The one version that is played. */
export const STRIPE_VERSION = '2026-07-29.dahlia'
