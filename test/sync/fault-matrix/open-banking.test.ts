import { conformant } from '../../providers/open-banking/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.2,
  stream: 'transactions',
  list: '/transactions',
  prepare: (control) => {
    control('set_dialect', { deltaSupported: true })
  },
  mutate: (control) => {
    control('create_transaction', { currency: 'EUR', amount: '-12.50' })
    control('create_transaction', { currency: 'EUR', amount: '-1.25', pending: true })
  },
  // The entry after which a delta list goes on.
  loseCursor: ({ replaceCheckpoint }) =>
    replaceCheckpoint((checkpoint) => ({
      ...checkpoint,
      accounts: Object.fromEntries(
        Object.entries(checkpoint['accounts'] as Record<string, object>).map(([id, memory]) => [
          id,
          { ...memory, lastEntry: { reference: 'nobody-knows-it', on: '2026-03-01' } },
        ]),
      ),
    })),
  // The consent.
  expire: ({ moveClock }) => {
    moveClock(181)
  },
  drift: {
    rename: { from: 'transactionAmount', to: 'amountOfTransaction' },
    currency: { field: 'currency', lost: 'set aside' },
    numbersAsText: { not: 'the standard has amounts as text already' },
    newWord: {
      field: 'bankTransactionCode',
      columns: ['kind', 'category_code', 'category_name', 'category_origin'],
    },
  },
  // A pending entry is of the day when it was listed first: the next one each time that it was asked too often.
  undated: (text) => text.replace(/"(since|date)": ?"2026-03-0[567]"/g, '"$1":"the day"'),
})
