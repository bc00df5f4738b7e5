/** HubSpot's numbers of the kinds of record that are read, as addresses and webhooks name them. */
export const OBJECT_TYPES = {
  contacts: '0-1',
  companies: '0-2',
  invoices: '0-53',
  commerce_payments: '0-101',
} as const

export const LINE_ITEMS_TYPE = '0-8'

const STREAMS = new Map<string, string>(Object.entries(OBJECT_TYPES).map(([stream, type]) => [type, stream]))

/** The stream of a kind of record; null for one that is not read. */
export const streamOfType = (type: string | null): string | null =>
  type === null ? null : (STREAMS.get(type) ?? null)
