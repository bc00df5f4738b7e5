import type { Wire, Wires } from '../../kit/wires.ts'
import { readCents } from '../money.ts'
import type { Bank, Entry } from './bank.ts'
import { category, detail } from './detail.ts'

/** The business checking account, by the name that other played providers send money to. */
const OPERATING = 'larkfield-operating'
/** Where a processor takes back a payout that the bank could not keep. */
const PROCESSORS = ['stripe']

/** Takes each wire to or from the operating account, now and later. */
export function listen(wires: Wires, take: (wire: Wire) => void): void {
  wires.receive(OPERATING, take)
  for (const processor of PROCESSORS) {
    wires.receive(processor, (wire) => {
      if (wire.payer === OPERATING) take(wire)
    })
  }
}

/** On its day; dated so even if the bank hears of it later. Throws Error for a wire that is not in dollars. */
export function arrive(bank: Bank, wire: Wire): Entry {
  if (wire.currency !== 'USD')
    throw new Error(`the operating account takes no ${wire.currency}: wire ${wire.id}`)
  const isIncoming = wire.to === OPERATING
  const cents = readCents(wire.amount, `the amount of wire ${wire.id}`)
  const party = isIncoming ? wire.payer : wire.to
  return bank.post({
    account: bank.accounts.checking,
    amount: isIncoming ? -cents : cents,
    date: wire.arrivesOn,
    detail: detail({
      name: wire.text,
      description: `ACH ${isIncoming ? 'CREDIT' : 'DEBIT'} ${wire.text} LARKFIELD WORKS`,
      counterparty: { name: party, type: 'payment_app', website: null, entityId: null },
      category: isIncoming
        ? category('TRANSFER_IN', 'DEPOSIT')
        : category('TRANSFER_OUT', 'OTHER_TRANSFER_OUT'),
      meta: isIncoming ? { payer: party, payment_method: 'ACH' } : { payee: party, payment_method: 'ACH' },
    }),
  })
}
