import { FaultError, type Fault } from '../../domain/errors.ts'
import { createCompany } from '../../store/companies.ts'
import type { CompanyRow } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { answering } from '../connecting.ts'
import type { Context } from '../context.ts'
import { decodeId } from '../ids.ts'
import { shortText } from '../inputs.ts'
import { companyById } from '../lookups.ts'
import { Company, UserError } from '../refs.ts'

interface Payload {
  company: CompanyRow | null
  userErrors: Fault[]
}

const CompanyPayload = builder.objectRef<Payload>('CompanyPayload').implement({
  fields: (t) => ({
    company: t.field({ type: Company, nullable: true, resolve: (it) => it.company }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

const CreateCompanyInput = builder.inputType('CreateCompanyInput', {
  fields: (t) => ({
    name: t.string({ required: true, validate: shortText }),
    legalName: t.string({ validate: shortText }),
    baseCurrency: t.field({ type: 'CurrencyCode' }),
    country: t.string({ description: 'ISO 3166, two letters, e.g. "DE".' }),
    parentId: t.id({ description: 'The company that this one is a subsidiary of.' }),
  }),
})

async function create(context: Context, input: typeof CreateCompanyInput.$inferInput): Promise<Payload> {
  const name = input.name.trim()
  if (name === '') throw refused('INVALID_INPUT', 'A company has a name.', 'name')
  if (input.country != null && !/^[A-Z]{2}$/.test(input.country)) {
    throw refused('INVALID_INPUT', 'A country is told by its two letters, e.g. "DE".', 'country')
  }
  const id = await createCompany(context.services.worker, {
    workspaceId: context.workspaceId,
    name,
    legalName: input.legalName ?? null,
    baseCurrency: input.baseCurrency ?? null,
    country: input.country ?? null,
    parentId: parentIn(input.parentId),
    now: context.now,
  })
  if (id === null) throw noParent(input.parentId)
  return { company: await companyById(context, id), userErrors: [] }
}

function parentIn(id: string | null | undefined): string | null {
  if (id == null) return null
  const decoded = decodeId(id)
  if (decoded?.type !== 'Company') throw noParent(id)
  return decoded.uuid
}

const noParent = (id: string | null | undefined) =>
  refused('NOT_FOUND', `There is no company with the id "${(id ?? '').slice(0, 100)}".`, 'parentId')

const refused = (code: Fault['code'], message: string, field: string) =>
  new FaultError({ code, message, actor: 'CALLER', retryable: false, path: ['input', field] })

builder.mutationField('createCompany', (t) =>
  t.field({
    type: CompanyPayload,
    description: 'Makes a company, to which sources can then be connected. Needs the scope sources:connect.',
    args: { input: t.arg({ type: CreateCompanyInput, required: true }) },
    resolve: (_root, { input }, context) =>
      answering(
        context,
        () => create(context, input),
        (fault) => ({ company: null, userErrors: [fault] }),
      ),
  }),
)
