import type { SandboxResponse } from '../../kit/provider.ts'
import { reckon } from '../acts/effects.ts'
import { archiveInvoice, openInvoice, voidInvoice } from '../acts/invoices.ts'
import { paymentId, RECORDED_BY_HAND } from '../acts/payments.ts'
import { isJsonObject, type JsonObject, objectsOf } from '../json.ts'
import { type CrmRecord, type Properties, Refusal } from '../portal/record.ts'
import type { TypeName } from '../portal/types.ts'
import { link } from './associations.ts'
import { bodyOf, type Call, typeFor } from './call.ts'
import { checked, checkNeeded } from './checks.ts'
import { lookUp } from './reads.ts'
import { renderWritten } from './render.ts'
import { HubSpotError, invalid, json, notFound } from './responses.ts'

/** POST /crm/v3/objects/{type} */
export function create(call: Call, name: string): SandboxResponse {
  const type = typeFor(call, name, 'write')
  const body = bodyOf(call)
  const { hs_invoice_status: status, ...properties } = checked(type, sentIn(body))
  checkNeeded(type, properties)
  checkAddress(call, type, properties, null)
  const targets = objectsOf(body.associations).map((it) => targetOf(call, type, it))
  if (status !== undefined) checkFirstStatus(status, targets)
  const record = call.portal.create(type, { ...defaultsOf(call, type), ...properties })
  for (const target of targets) link(call, record, target)
  reckon(call.portal, record)
  if (status === 'open') openInvoice(call.portal, record)
  return json(201, renderWritten(record))
}

/** PATCH /crm/v3/objects/{type}/{id} */
export function update(call: Call, name: string, id: string): SandboxResponse {
  const type = typeFor(call, name, 'write')
  const record = living(call, type, id)
  const { hs_invoice_status: status, ...properties } = checked(type, sentIn(bodyOf(call)))
  checkAddress(call, type, properties, record)
  checkOwn(record)
  // First, as it may be refused.
  if (status !== undefined) setStatus(call, record, status)
  call.portal.update(record, properties)
  reckon(call.portal, record)
  return json(200, renderWritten(record))
}

/** DELETE /crm/v3/objects/{type}/{id}: what is gone already is no failure. */
export function archive(call: Call, name: string, id: string): SandboxResponse {
  const type = typeFor(call, name, 'write')
  const record = call.portal.find(type, id)
  if (record !== undefined && record.archivedAt === null) {
    checkOwn(record)
    if (type === 'invoices') archiveInvoice(call.portal, record)
    else {
      call.portal.archive(record)
      reckon(call.portal, record)
    }
  }
  return { status: 204, body: '' }
}

/** POST /crm/v3/objects/contacts/gdpr-delete {"objectId"} */
export function erase(call: Call): SandboxResponse {
  const type = typeFor(call, 'contacts', 'write')
  const record = call.portal.find(type, String(bodyOf(call).objectId))
  if (record === undefined) throw notFound()
  call.portal.erase(record)
  return { status: 204, body: '' }
}

function defaultsOf({ portal }: Call, type: TypeName): Properties {
  if (type === 'invoices') return { hs_invoice_status: 'draft', hs_invoice_billable: 'true' }
  if (type !== 'commerce_payments') return {}
  return { hs_latest_status: 'processing', hs_payment_id: paymentId(portal), ...RECORDED_BY_HAND }
}

function checkFirstStatus(status: string | null, targets: readonly CrmRecord[]): void {
  const count = (type: TypeName) => targets.filter((it) => it.type === type).length
  const isReady = count('contacts') === 1 && count('line_items') > 0
  if (status === 'draft' || (status === 'open' && isReady)) return
  throw new Refusal(`A new invoice cannot be ${String(status)}.`, 'INVALID_STATUS', ['hs_invoice_status'])
}

function setStatus({ portal }: Call, invoice: CrmRecord, status: string | null): void {
  if (status === invoice.properties.hs_invoice_status) return
  if (status === 'open') openInvoice(portal, invoice)
  else if (status === 'voided') voidInvoice(portal, invoice)
  else
    throw new Refusal(`An invoice cannot be set to ${String(status)}.`, 'INVALID_STATUS', [
      'hs_invoice_status',
    ])
}

/** Payments that a processor made are the processor's. */
function checkOwn({ type, properties }: CrmRecord): void {
  const processor = properties.hs_processor_type ?? 'none'
  if (type === 'commerce_payments' && processor !== 'none')
    throw new Refusal('Payments that were processed cannot be changed or deleted.')
}

function checkAddress({ portal }: Call, type: TypeName, { email }: Properties, own: CrmRecord | null): void {
  if (type !== 'contacts' || email === undefined || email === null) return
  const other = portal
    .living('contacts')
    .find((it) => it !== own && it.properties.email?.toLowerCase() === email.toLowerCase())
  if (other !== undefined) {
    throw new HubSpotError({
      ...{ status: 409, category: 'CONFLICT' },
      message: `Contact already exists. Existing ID: ${other.id}`,
    })
  }
}

function living(call: Call, type: TypeName, id: string): CrmRecord {
  const record = lookUp(call, type, id)
  if (record === undefined || record.archivedAt !== null) throw notFound()
  return record
}

function sentIn({ properties }: JsonObject): JsonObject {
  if (!isJsonObject(properties)) throw invalid('properties is missing')
  return properties
}

const TARGETS: Readonly<Partial<Record<TypeName, readonly TypeName[]>>> = {
  contacts: ['companies', 'invoices', 'commerce_payments'],
  companies: ['contacts', 'invoices', 'commerce_payments'],
  invoices: ['contacts', 'companies', 'line_items', 'commerce_payments', 'discounts', 'fees', 'taxes'],
  commerce_payments: ['contacts', 'companies', 'invoices'],
}

/** The type of the other end is told by the association's; no two kinds of records share an id. */
function targetOf({ portal }: Call, type: TypeName, association: JsonObject): CrmRecord {
  const { to } = association
  const id = isJsonObject(to) ? String(to.id) : ''
  const target = (TARGETS[type] ?? ['invoices']).flatMap((it) => portal.find(it, id) ?? [])[0]
  if (target === undefined || target.archivedAt !== null)
    throw invalid(`Object ${id} to associate does not exist`)
  return target
}
