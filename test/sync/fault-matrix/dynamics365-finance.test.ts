import { conformant } from '../../providers/dynamics365-finance/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.05,
  stream: 'free_text_invoices',
  list: '/data/FreeTextInvoiceHeaders',
  prepare: (control) => {
    control('set_page_size', { size: 15 })
  },
  mutate: (control) => {
    const made = control('create_invoice', { amount: '10' }) as { FreeTextNumber: string }
    control('pay_invoice', { invoice: made.FreeTextNumber, amount: '1' })
  },
  loseCursor: { not: 'the position that is kept is a key of the customer’s own, which is good for ever' },
  // The client's secret is no longer known to Entra.
  expire: ({ control }) => {
    control('revoke_grant', {})
  },
  drift: {
    rename: { from: 'CurrencyCode', to: 'Currency' },
    currency: { field: 'CurrencyCode', lost: 'set aside' },
    numbersAsText: 'read as before',
    newWord: { field: 'IsPosted', columns: [] },
  },
})
