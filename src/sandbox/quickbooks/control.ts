import { createEntity, deleteEntity, updateEntity, voidEntity } from './write.ts'
import { closeBooks } from './company/closing.ts'
import { tradeOnce } from './company/trade.ts'
import type { Business } from './company/business.ts'
import { findEntityName, type Entity, type EntityName } from './entities.ts'
import { QuickBooksFault } from './faults.ts'
import type { Grants } from './grants.ts'
import { parseObject, type JsonObject } from './json.ts'
import { mergeParties } from './merge.ts'
import { WEBHOOK_FORMATS, type WebhookFormat } from './notify.ts'

export interface ControlRoom {
  business: Business
  grants: Grants
  now: () => Date
  setWebhookFormat: (format: WebhookFormat) => void
}

type Input = Readonly<Record<string, unknown>>

/**
 * create {entity, data} · update {entity, id, data} · void | delete {entity, id} · merge {entity, id, deletedId} ·
 * trade {times} · close_books {on} · expire_tokens · revoke_grant · set_token_lifetime {seconds} ·
 * webhook_format {format}. Answers the object as it is now. Throws Error with a sentence.
 */
export function control(room: ControlRoom, action: string, input: Input): unknown {
  try {
    return perform(room, action, input)
  } catch (error) {
    if (error instanceof QuickBooksFault)
      throw new Error(`${error.message} (${error.code}): ${error.detail}`, { cause: error })
    throw error
  }
}

function perform(
  { business, grants, now, setWebhookFormat }: ControlRoom,
  action: string,
  input: Input,
): unknown {
  const { company } = business
  const at = now()
  switch (action) {
    case 'create':
      return createEntity(company, entityName(input), data(input), at)
    case 'update': {
      const { Id, SyncToken } = existing(business, input)
      return updateEntity(company, entityName(input), { ...data(input), Id, SyncToken, sparse: true }, at)
    }
    case 'void':
      return voidEntity(company, entityName(input), existing(business, input), at)
    case 'delete':
      return deleteEntity(company, entityName(input), existing(business, input), at)
    case 'merge':
      merge(business, input, at)
      return {}
    case 'trade':
      for (let left = number(input, 'times', 1_000, 1); left > 0; left -= 1) tradeOnce(business, at)
      return {}
    case 'close_books':
      closeBooks(company.books, text(input, 'on'), at)
      return {}
    case 'expire_tokens':
      grants.expireAccessTokens()
      return {}
    case 'revoke_grant':
      grants.revoke()
      return {}
    case 'set_token_lifetime':
      grants.setLifetime(number(input, 'seconds', 86_400))
      return {}
    case 'webhook_format': {
      const format = WEBHOOK_FORMATS.find((it) => it === input.format)
      if (format === undefined) throw new Error(`format must be one of ${WEBHOOK_FORMATS.join(', ')}`)
      setWebhookFormat(format)
      return { format }
    }
    default:
      throw new Error(`there is no action "${action}"`)
  }
}

function merge(business: Business, input: Input, at: Date): void {
  const name = entityName(input)
  if (name !== 'Customer' && name !== 'Vendor') throw new Error('only a Customer or a Vendor can be merged')
  mergeParties(business.company.books, name, text(input, 'id'), text(input, 'deletedId'), at)
}

function entityName(input: Input): EntityName {
  const name = findEntityName(text(input, 'entity'))
  if (name === undefined) throw new Error(`there is no entity "${text(input, 'entity')}"`)
  return name
}

function existing({ company }: Business, input: Input): Entity {
  const name = entityName(input)
  const entity = company.books.get(name, text(input, 'id'))
  if (entity === undefined) throw new Error(`there is no ${name} ${text(input, 'id')}`)
  return entity
}

/** Through its text, so that its numbers are exact from here on. */
function data(input: Input): JsonObject {
  const object = parseObject(JSON.stringify(input.data ?? null))
  if (object === null) throw new Error('data must be an object')
  return object
}

function text(input: Input, field: string): string {
  const value = input[field]
  if (typeof value !== 'string' || value === '') throw new Error(`${field} must be text`)
  return value
}

function number(input: Input, field: string, most: number, otherwise?: number): number {
  const value = input[field] ?? otherwise
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
  throw new Error(`${field} must be a whole number up to ${most}`)
}
