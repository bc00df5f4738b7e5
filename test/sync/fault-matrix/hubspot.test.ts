import { conformant } from '../../providers/hubspot/conformant.ts'
import { survives } from './survives.ts'

await survives({
  conformant,
  scale: 0.15,
  stream: 'invoices',
  list: '/objects/invoices',
  prepare: (control) => {
    // Searches know of a change only after some seconds.
    control('set_index_lag', { seconds: 0 })
  },
  mutate: (control, invoice) => {
    control('create_invoice', { status: 'draft' })
    control('update_invoice', { invoice, properties: { hs_comments: 'Changed' } })
  },
  loseCursor: { not: 'HubSpot is asked by numbers of records and instants, which are good for ever' },
  expire: { not: 'the refresh token lasts until the customer removes the app' },
  drift: {
    rename: { from: 'properties', to: 'fields' },
    currency: { field: 'hs_currency', lost: 'set aside' },
    numbersAsText: 'read as before',
    newWord: { field: 'hs_invoice_status', columns: ['status', 'remote_status', 'settlement'] },
  },
})
