import { contactConditions } from '../../store/read/filters.ts'
import { byId } from '../../store/read/orders.ts'
import type { ChildrenOf } from '../../store/read/page.ts'
import { contacts, type ContactRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList, readListOf } from '../connection.ts'
import { ContactConnection, InvoiceConnection } from '../connections.ts'
import { ContactRole, ContactStatus, ProviderCode } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { fewIds, shortText, sourced } from '../inputs.ts'
import { needs } from '../needs.ts'
import { Contact } from '../refs.ts'
import { InvoiceFilter, invoiceList, InvoiceOrder } from './invoice-list.ts'
import { Node, Record } from './record.ts'

const Address = builder.objectRef<NonNullable<ContactRow['address']>>('Address').implement({
  fields: (t) => ({
    lines: t.exposeStringList('lines'),
    city: t.exposeString('city', { nullable: true }),
    region: t.exposeString('region', { nullable: true }),
    postalCode: t.exposeString('postalCode', { nullable: true }),
    country: t.exposeString('country', { nullable: true }),
  }),
})

Contact.implement({
  description: 'A customer, a supplier, or both.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<ContactRow>(), resolve: (it) => encodeId('Contact', it.id) }),
    name: t.exposeString('name'),
    roles: t.expose('roles', { type: [ContactRole] }),
    email: t.exposeString('email', { nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
    taxNumber: t.exposeString('taxNumber', { nullable: true }),
    currency: t.expose('currency', { type: 'CurrencyCode', nullable: true }),
    address: t.expose('address', { type: Address, nullable: true }),
    status: t.expose('status', { type: ContactStatus }),
    invoices: t.field({
      ...needs<ContactRow>(),
      type: InvoiceConnection,
      args: { filter: t.arg({ type: InvoiceFilter }), orderBy: t.arg({ type: InvoiceOrder }), ...pageArgs },
      complexity: pageComplexity,
      resolve: (contact, { filter, orderBy, ...page }, context, info) =>
        readListOf(
          context,
          contact,
          toContact,
          invoiceList('Contact.invoices', { filter, orderBy }, context.today),
          page,
          info,
        ),
    }),
  }),
})

const toContact: ChildrenOf['link'] = (sql) => sql`t.source_id = p.source_id and t.contact_key = p.key`

const ContactFilter = builder.inputType('ContactFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
    roles: t.field({ type: [ContactRole] }),
    search: t.string({ validate: shortText }),
  }),
})

builder.queryField('contacts', (t) =>
  t.field({
    type: ContactConnection,
    args: { filter: t.arg({ type: ContactFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) => {
      const conditions = sourced(filter)
      return readList(
        context,
        {
          from: contacts,
          order: byId(false),
          where: (sql) => contactConditions(sql, conditions),
          identity: ['contacts', filter],
        },
        page,
        info,
      )
    },
  }),
)
