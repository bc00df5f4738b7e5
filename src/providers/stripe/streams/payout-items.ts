import { z } from 'zod'
import { isZero } from '../../../domain/decimal.ts'
import type { PayoutItem } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Stream } from '../../provider.ts'
import { text } from '../../toolkit/exact.ts'
import { minorUnits, optionalReference } from '../fields.ts'
import { readPayoutItems } from '../payout-reading.ts'

const raw = z.object({
  payout: text,
  balance_transaction: text,
  fee: minorUnits,
  source: optionalReference,
})
type Raw = z.output<typeof raw>

const idOf = ({ payout, balance_transaction }: Raw): string => `${payout}:${balance_transaction}`

/** Which movements each automatic payout carried. */
export const payoutItems: Stream<Raw> = {
  entity: 'TRANSACTION',
  raw,
  deletions: 'none',
  incremental: true,
  fields: {},
  pages: readPayoutItems,
  id: idOf,
  updatedAt: () => null,
  map: (raw) => ({ records: itemsOf(raw) }),
}

function itemsOf(raw: Raw): PayoutItem[] {
  // Stripe lists the payout's own balance transaction among those that it carried.
  if (raw.source === raw.payout) return []
  return isZero(raw.fee) ? [item(raw)] : [item(raw), item(raw, 'fee')]
}

/** `part` is that of the balance transaction's record: its fee is a transaction of its own. */
const item = (raw: Raw, part?: string): PayoutItem => ({
  type: 'PAYOUT_ITEM',
  key: recordKey('payout_items', idOf(raw), part),
  payoutKey: recordKey('payouts', raw.payout),
  transactionKey: recordKey('balance_transactions', raw.balance_transaction, part),
})
