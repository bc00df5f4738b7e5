import { byId } from '../../store/read/orders.ts'
import { companies } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { CompanyConnection } from '../connections.ts'
import { encodeId } from '../ids.ts'
import { companyById, sourcesOf, subsidiariesOf } from '../lookups.ts'
import { Company, Source } from '../refs.ts'
import { Node } from './record.ts'
import { findOne } from './single.ts'

Company.implement({
  description: 'A legal entity whose books are read: a company, or a subsidiary of one.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('Company', it.id) }),
    name: t.exposeString('name'),
    legalName: t.exposeString('legalName', { nullable: true }),
    baseCurrency: t.expose('baseCurrency', { type: 'CurrencyCode', nullable: true }),
    country: t.exposeString('country', { nullable: true }),
    taxNumber: t.exposeString('taxNumber', { nullable: true }),
    parent: t.field({
      type: Company,
      nullable: true,
      resolve: ({ parentId }, _args, context) => (parentId === null ? null : companyById(context, parentId)),
    }),
    subsidiaries: t.field({
      type: [Company],
      resolve: ({ id }, _args, context) => subsidiariesOf(context, id),
    }),
    sources: t.field({ type: [Source], resolve: ({ id }, _args, context) => sourcesOf(context, id) }),
  }),
})

/** The companies of the caller's workspace, wherever they are asked for. */
export const companyList = {
  from: companies,
  order: byId(false),
  where: () => [],
  identity: ['companies'],
}

builder.queryFields((t) => ({
  company: t.field({
    type: Company,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findOne(context, 'Company', companyById, id),
  }),
  companies: t.field({
    type: CompanyConnection,
    args: pageArgs,
    complexity: pageComplexity,
    resolve: (_root, args, context, info) => readList(context, companyList, args, info),
  }),
}))
