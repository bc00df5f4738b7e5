import { parseExactJson } from '../../../../domain/exact-json.ts'
import { Refusal } from '../../books/refusal.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { unitsOf } from '../../money.ts'
import { readDay } from '../../time.ts'
import { badBody } from '../responses.ts'

const MOST_ELEMENTS = 500

/** What was sent: `{"Invoices":[…]}`, a bare list, or one record by itself. Throws XeroError. */
export function elementsOf(body: Buffer, name: string): JsonObject[] {
  const sent = parsed(body)
  const listed = isJsonObject(sent) && Array.isArray(sent[name]) ? (sent[name] as unknown[]) : sent
  const elements = Array.isArray(listed) ? listed : [listed]
  if (elements.length > MOST_ELEMENTS || !elements.every(isJsonObject)) {
    throw badBody(`The body must hold up to ${MOST_ELEMENTS} ${name}`)
  }
  return elements
}

function parsed(body: Buffer): unknown {
  try {
    return parseExactJson(body.toString())
  } catch {
    throw badBody('JSON for post data was invalid')
  }
}

// Readers of one field: undefined when it was not sent. They throw Refusal for what is no such value.

export function text(element: JsonObject, name: string): string | undefined {
  const value = element[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new Refusal(`${name} is not text`)
}

export function oneOf<T extends string>(
  element: JsonObject,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = text(element, name)
  const choice = choices.find((it) => it === value)
  if (value === undefined || choice !== undefined) return choice
  throw new Refusal(`'${value}' is not a valid ${name}`)
}

export function day(element: JsonObject, name: string): string | undefined {
  const value = element[name]
  if (value === undefined || value === null) return undefined
  const read = readDay(value)
  if (read === null) throw new Refusal(`${name} is not a date`)
  return read
}

export function units(element: JsonObject, name: string, digits: number): number | undefined {
  const value = element[name]
  if (value === undefined || value === null) return undefined
  const read = unitsOf(value, digits)
  if (read === null) throw new Refusal(`${name} is not a number`)
  return read
}

export function object(element: JsonObject, name: string): JsonObject | undefined {
  const value = element[name]
  return isJsonObject(value) ? value : undefined
}

export function objects(element: JsonObject, name: string): JsonObject[] | undefined {
  const value = element[name]
  return Array.isArray(value) ? value.filter(isJsonObject) : undefined
}
