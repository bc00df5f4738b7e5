import type { Authorization } from './http-client.ts'
import type { HttpRequest } from './http.ts'

const SECRET_FIELD = /token|secret|code|verifier/
/** Shorter ones are no secrets, and would blot out words. */
const SHORTEST = 8

/** What a call shows to its provider and to nobody else. */
export function secretsOf({ headers, json = {} }: Authorization, { form = {} }: HttpRequest): string[] {
  const fields = Object.entries(form).flatMap(([name, value]) => (SECRET_FIELD.test(name) ? [value] : []))
  // "Bearer …" and the like.
  const credentials = Object.values(headers).map((it) => it.split(' ').at(-1) ?? '')
  return [...credentials, ...Object.values(json), ...fields].filter((it) => it.length >= SHORTEST)
}

/** The same with "…" in place of each secret, for answers that repeat what was sent. */
export function concealed(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, it) => text.replaceAll(it, '…'), value)
  if (Array.isArray(value)) return value.map((it) => concealed(it, secrets))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, concealed(inner, secrets)]))
}
