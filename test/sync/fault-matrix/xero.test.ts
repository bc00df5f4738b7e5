import { conformant } from '../../providers/xero/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.36,
  stream: 'invoices',
  list: '/Invoices',
  mutate: (control) => {
    const { InvoiceID: invoice } = control('create_invoice', { status: 'DRAFT' }) as { InvoiceID: string }
    control('update_invoice', { invoice, reference: 'Changed' })
    control('create_invoice', {})
  },
  loseCursor: { not: 'Xero is asked by page numbers and instants, which are good for ever' },
  // A refresh token that is not used for 60 days.
  expire: ({ moveClock }) => {
    moveClock(61)
  },
  drift: {
    rename: { from: 'Total', to: 'GrandTotal' },
    currency: { field: 'CurrencyCode', lost: 'set aside' },
    numbersAsText: 'read as before',
    newWord: { field: 'Status', columns: ['status', 'remote_status', 'settlement'] },
  },
})
