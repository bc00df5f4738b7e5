import { z } from 'zod'
import type { Account } from '../../../domain/entities.ts'
import { sum } from '../../../domain/decimal.ts'
import type { Stream } from '../../provider.ts'
import { orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { BALANCE_ID, PAYMENTS_BALANCE, balanceKey } from '../balance-keys.ts'
import { money } from '../currencies.ts'
import { currency, minorUnits } from '../fields.ts'
import { fetchSingleton, readSingleton } from '../singleton.ts'

const PATH = '/v1/balance'

const funds = z.object({ amount: minorUnits, currency })
const raw = z.object({
  object: z.literal('balance'),
  available: z.array(funds),
  pending: z.array(funds),
  /** Left out by accounts without such balances. */
  issuing: orNull(z.object({ available: z.array(funds) })),
  refund_and_dispute_prefunding: orNull(z.object({ available: z.array(funds), pending: z.array(funds) })),
})
type Raw = z.output<typeof raw>
type Funds = z.output<typeof funds>

/** Stripe's balance: an account for each currency, and for each of the special balances that are kept apart. */
export const balances: Stream<Raw> = {
  entity: 'ACCOUNT',
  raw,
  deletions: 'none',
  incremental: false,
  fields: {
    name: 'DERIVED',
    code: 'MISSING',
    classification: 'DERIVED',
    accountType: 'DERIVED',
    remoteType: 'DERIVED',
    status: 'DERIVED',
    currency: 'NATIVE',
    parentKey: 'MISSING',
    maskedNumber: 'MISSING',
    institution: 'DERIVED',
    balanceCurrent: 'DERIVED',
    balanceAvailable: 'NATIVE',
    balanceLimit: 'MISSING',
    balanceAsOf: 'MISSING',
  } satisfies FidelityOf<Account>,
  pages: (read) => readSingleton(PATH, read),
  fetch: (read, ids) => fetchSingleton(PATH, read, ids, BALANCE_ID),
  id: () => BALANCE_ID,
  updatedAt: () => null,
  map: (raw) => ({
    records: [
      ...accountsOf('Stripe balance', PAYMENTS_BALANCE, raw.available, raw.pending),
      ...accountsOf('Stripe Issuing balance', 'issuing', raw.issuing?.available ?? [], []),
      ...accountsOf(
        'Stripe prefunding balance',
        'refund_and_dispute_prefunding',
        raw.refund_and_dispute_prefunding?.available ?? [],
        raw.refund_and_dispute_prefunding?.pending ?? [],
      ),
    ],
  }),
}

function accountsOf(name: string, balanceType: string, available: Funds[], pending: Funds[]): Account[] {
  const currencies = [...new Set([...available, ...pending].map((it) => it.currency))].sort()
  return currencies.map((code) => ({
    type: 'ACCOUNT',
    key: balanceKey(code, balanceType),
    name: `${name} (${code})`,
    code: null,
    classification: 'ASSET',
    accountType: 'OTHER_CURRENT_ASSET',
    remoteType: balanceType,
    status: 'ACTIVE',
    currency: code,
    parentKey: null,
    maskedNumber: null,
    institution: 'Stripe',
    balanceCurrent: total([...available, ...pending], code),
    balanceAvailable: total(available, code),
    balanceLimit: null,
    balanceAsOf: null,
  }))
}

/** A currency that a list leaves out has no funds there. */
const total = (funds: Funds[], code: string) =>
  money(sum(funds.filter((it) => it.currency === code).map((it) => it.amount)), code)
