import { conformant } from '../../providers/plaid/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.01,
  stream: 'transactions',
  list: '/transactions/sync',
  prepare: (control) => {
    control('limit_page', { most: 150 })
  },
  mutate: (control, id) => {
    control('create_transaction', { amount: '12.34' })
    control('remove_transaction', { id })
  },
  loseCursor: ({ replaceCheckpoint }) => replaceCheckpoint(() => ({ cursor: 'sandbox-cursor-of-nobody' })),
  expire: ({ control }) => {
    control('reset_login', {})
  },
  drift: {
    rename: { from: 'amount', to: 'value' },
    currency: { field: 'iso_currency_code', lost: 'set aside' },
    numbersAsText: 'read as before',
    newWord: { field: 'transaction_code', columns: ['kind'] },
  },
})
