import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Account, Contact } from '../src/domain/entities.ts'
import { amount, instant, json, recordColumns } from './columns.ts'

export const accounts = pgTable(
  'accounts',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    code: text('code'),
    classification: text('classification').$type<Account['classification']>().notNull(),
    accountType: text('account_type').$type<Account['accountType']>().notNull(),
    remoteType: text('remote_type'),
    status: text('status').$type<Account['status']>().notNull(),
    currency: text('currency'),
    parentKey: text('parent_key'),
    maskedNumber: text('masked_number'),
    institution: text('institution'),
    balanceCurrent: amount('balance_current'),
    balanceAvailable: amount('balance_available'),
    balanceLimit: amount('balance_limit'),
    balanceAsOf: instant('balance_as_of'),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.name, it.id),
  ],
)

export const contacts = pgTable(
  'contacts',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    roles: text('roles').array().$type<Contact['roles']>().notNull(),
    email: text('email'),
    phone: text('phone'),
    taxNumber: text('tax_number'),
    currency: text('currency'),
    address: json<Contact['address']>('address'),
    status: text('status').$type<Contact['status']>().notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
  ],
)
