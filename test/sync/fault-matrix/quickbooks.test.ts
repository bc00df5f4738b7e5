import { conformant } from '../../providers/quickbooks/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.145,
  stream: 'purchases',
  list: '/query',
  mutate: (control, id) => {
    control('delete', { entity: 'Purchase', id })
    control('trade', { times: 8 })
  },
  // Changes are told for 30 days.
  loseCursor: ({ moveClock }) => {
    moveClock(31)
  },
  expire: ({ control, moveClock }) => {
    moveClock(101)
    control('revoke_grant', {})
  },
  drift: {
    rename: { from: 'TotalAmt', to: 'TotalAmount' },
    currency: { field: 'CurrencyRef', lost: 'set aside or the same' },
    numbersAsText: 'read as before',
    newWord: { field: 'PaymentType', columns: ['kind'] },
  },
})
