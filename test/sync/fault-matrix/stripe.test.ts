import { conformant } from '../../providers/stripe/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.15,
  stream: 'invoices',
  list: '/v1/invoices?',
  mutate: (control) => {
    const made = control('create_invoice', { amount: 12_345 }) as { id: string }
    control('create_invoice', { amount: 5_000 })
    control('pay_invoice', { invoice: made.id })
  },
  // Events are kept for 30 days.
  loseCursor: ({ moveClock }) => {
    moveClock(31)
  },
  expire: { not: 'an API key lasts until somebody takes it away' },
  drift: {
    rename: { from: 'total', to: 'grand_total' },
    currency: { field: 'currency', lost: 'set aside' },
    numbersAsText: 'read as before',
    newWord: { field: 'status', columns: ['status', 'remote_status', 'settlement', 'amount_due'] },
  },
})
