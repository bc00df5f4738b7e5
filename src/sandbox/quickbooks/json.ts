import { isExactNumber, parseExactJson, type ExactNumber } from '../../domain/exact-json.ts'

export type Json = string | number | boolean | null | ExactNumber | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [field: string]: Json | undefined
}

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)

/** The objects of a list; nothing where there is no list. */
export const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((it: Json) => isJsonObject(it)) : []

/** The `value` of a reference such as CustomerRef. */
export function referenceId(value: Json | undefined): string | null {
  const id = isJsonObject(value) ? value.value : undefined
  return typeof id === 'string' ? id : null
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** A JSON object from its text, its numbers exact; null when it is something else. */
export function parseObject(text: string): JsonObject | null {
  try {
    // parseExactJson gives nothing but JSON.
    const value = parseExactJson(text) as Json
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
