import type { SandboxRequest, SandboxResponse } from '../kit/provider.ts'
import { changedData } from './changed-data.ts'
import { timestamp } from './clock.ts'
import type { Company } from './complete.ts'
import { QUICKBOOKS_REALM_ID } from './credentials.ts'
import { findEntityName, kindOf, type Entity, type EntityName } from './entities.ts'
import {
  faultResponse,
  notFound,
  QuickBooksFault,
  refused,
  unauthenticated,
  unauthorized,
  unsupported,
} from './faults.ts'
import type { Grants } from './grants.ts'
import { parseObject, type JsonObject } from './json.ts'
import { runQuery } from './query/run.ts'
import { createEntity, deleteEntity, updateEntity, voidEntity } from './write.ts'

export interface Api {
  company: Company
  grants: Grants
  /** First answers to writes, by requestid. */
  answered: Map<string, SandboxResponse>
}

const MOST_ANSWERED = 10_000
const LONGEST_REQUEST_ID = 50

/** Everything below /v3/company/{realmId}. */
export function companyEndpoint(api: Api, request: SandboxRequest, now: Date): SandboxResponse {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (!api.grants.isValid(token, now)) return unauthenticated(token, now)
  const [realmId, resource = '', id, ...rest] = request.path.split('/').slice(3)
  if (realmId !== QUICKBOOKS_REALM_ID) return unauthorized(now)
  // Whoever does not ask for JSON gets XML; only its envelope is played.
  if (!(request.headers.accept ?? '').includes('json')) {
    const body = `<?xml version="1.0" encoding="UTF-8"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="${timestamp(now, true)}"/>`
    return { status: 200, headers: { 'content-type': 'application/xml' }, body }
  }
  try {
    if (rest.length > 0) throw unsupported(request.path)
    if (request.method === 'POST' && resource !== 'query') return write(api, resource, request, now)
    return ok(read(api, resource, id, request, now), now)
  } catch (error) {
    if (error instanceof QuickBooksFault) return faultResponse(error, now)
    throw error
  }
}

function read(
  api: Api,
  resource: string,
  id: string | undefined,
  request: SandboxRequest,
  now: Date,
): JsonObject {
  const { books } = api.company
  if (resource === 'query') {
    const text = request.method === 'POST' ? request.body.toString() : (request.query.get('query') ?? '')
    return { QueryResponse: runQuery(books, text) }
  }
  if (resource === 'cdc') return changedData(books, request.query, now)
  const name = findEntityName(resource)
  if (name === undefined) throw unsupported(resource)
  const entity = findEntity(api, name, id)
  if (entity === undefined)
    throw notFound(`Something you're trying to use does not exist: ${name} ${id ?? ''}`)
  return { [name]: entity }
}

/** Settings are one of a kind: the company's info is asked by realm, preferences by nothing. */
function findEntity({ company }: Api, name: EntityName, id: string | undefined): Entity | undefined {
  if (kindOf(name).family !== 'settings') return company.books.get(name, id ?? '')
  const asked = name === 'CompanyInfo' ? id === QUICKBOOKS_REALM_ID : id === undefined
  return asked ? [...company.books.all(name)][0] : undefined
}

function write(api: Api, resource: string, request: SandboxRequest, now: Date): SandboxResponse {
  const requestId = request.query.get('requestid')
  if (requestId !== null && requestId.length > LONGEST_REQUEST_ID)
    throw refused('requestid is too long', 'requestid')
  const earlier = requestId === null ? undefined : api.answered.get(requestId)
  if (earlier !== undefined) return earlier

  const name = findEntityName(resource)
  if (name === undefined) throw unsupported(resource)
  const sent = parseObject(request.body.toString())
  if (sent === null) throw refused('The request body is not a JSON object')
  const response = ok({ [name]: perform(api.company, name, request.query.get('operation'), sent, now) }, now)
  if (requestId !== null) {
    api.answered.set(requestId, response)
    const [oldest] = api.answered.keys()
    if (api.answered.size > MOST_ANSWERED && oldest !== undefined) api.answered.delete(oldest)
  }
  return response
}

function perform(
  company: Company,
  name: EntityName,
  operation: string | null,
  sent: JsonObject,
  now: Date,
): JsonObject {
  switch (operation) {
    case 'delete':
      return { domain: 'QBO', status: 'Deleted', Id: deleteEntity(company, name, sent, now).Id }
    case 'void':
      return voidEntity(company, name, sent, now)
    case 'update':
    case null:
      return sent.Id === undefined
        ? createEntity(company, name, sent, now)
        : updateEntity(company, name, sent, now)
    default:
      throw unsupported(`operation=${operation}`)
  }
}

const ok = (content: JsonObject, now: Date): SandboxResponse => ({
  status: 200,
  body: JSON.stringify({ ...content, time: timestamp(now, true) }),
})
