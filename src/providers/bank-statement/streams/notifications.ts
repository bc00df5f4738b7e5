import type { Stream } from '../../provider.ts'
import { detailFindings, detailsOf } from '../details.ts'
import { fromFiles } from './from-files.ts'
import { notificationRaw, type NotificationRaw } from './raw.ts'

/** The entries of advices: what bookings are made of, which statements bring. */
export const notifications: Stream<NotificationRaw> = {
  ...fromFiles,
  wireName: 'notifications',
  entity: 'TRANSACTION',
  raw: notificationRaw,
  fields: {},
  id: (raw) => raw.id,
  updatedAt: (raw) => raw.asOf,
  map: ({ id, account, entry }) => {
    const records = detailsOf(entry, { stream: 'notifications', id, account })
    return { records, findings: [...entry.findings, ...detailFindings(entry, records)] }
  },
}
