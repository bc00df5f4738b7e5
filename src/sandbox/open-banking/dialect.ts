/**
 * How a customer agrees. `explicit`: on the bank's page, which is named when an authorisation is started. `oauth`: at
 * an authorization server, whose tokens are needed beside the consent. Of the last two only the links are played,
 * nothing behind them.
 */
export const APPROACHES = ['redirect', 'explicit', 'oauth', 'decoupled', 'embedded'] as const

/** How this bank departs from the specification's usual reading; banks do, each in its own way. */
export interface Dialect {
  /** Amounts without a sign: only debtor and creditor tell which way the money went. */
  unsignedAmounts: boolean
  /** Neither transactionId nor entryReference. */
  withoutIds: boolean
  /** All amounts are JSON numbers. */
  numericAmounts: boolean
  /** All links are whole addresses; otherwise some are. */
  absoluteLinks: boolean
  /** Knows entryReferenceFrom and deltaList. */
  deltaSupported: boolean
  /** Lets a client read as often as it likes. */
  unlimitedAccess: boolean
  /** How far back the lists of transactions go; null: to the beginning. */
  historyDays: number | null
  /** Its access tokens are all that the authorization server gives. */
  withoutRefresh: boolean
  approach: (typeof APPROACHES)[number]
}

export const usualDialect = (): Dialect => ({
  unsignedAmounts: false,
  withoutIds: false,
  numericAmounts: false,
  absoluteLinks: false,
  deltaSupported: true,
  unlimitedAccess: false,
  historyDays: null,
  withoutRefresh: false,
  approach: 'redirect',
})
