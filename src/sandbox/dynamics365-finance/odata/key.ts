import { invalidQuery } from './errors.ts'
import { NULL_INSTANT, type EntitySet, type Value } from './fields.ts'
import { tokensOf, type Token } from './tokens.ts'

/**
 * The values of a key, in the set's order: "dataAreaId='lfde',CustomerAccount='DE-00001'", or of a single key the
 * value alone. Throws a refusal (400) unless it is the whole key.
 */
export function readKey(set: EntitySet, text: string): Value[] {
  const tokens = tokensOf(text)
  const [only] = tokens
  if (tokens.length === 1 && set.keys.length === 1 && only !== undefined) return [valueOf(only, set.type)]
  const named = new Map<string, Value>()
  for (let at = 0; at < tokens.length; at += 4) {
    const [name, equals, value, comma] = tokens.slice(at, at + 4)
    const isPair = name?.kind === 'word' && equals?.value === '=' && value !== undefined
    if (!isPair || (comma !== undefined && comma.value !== ',')) throw invalidQuery(`Invalid key '${text}'.`)
    named.set(name.value, valueOf(value, set.type))
  }
  const values = set.keys.map((name) => named.get(name))
  const whole = values.filter((it) => it !== undefined)
  if (whole.length === set.keys.length && named.size === whole.length) return whole
  throw invalidQuery(`The key in the request URI is not valid for resource '${set.name}'.`)
}

function valueOf(token: Token, type: string): Value {
  switch (token.kind) {
    case 'text':
    case 'number':
      return token.value
    case 'instant':
      // As instants are told here: no fractions of a second.
      return `${new Date(token.value).toISOString().slice(0, NULL_INSTANT.length - 1)}Z`
    default:
      throw invalidQuery(`The key value is not valid for type 'Microsoft.Dynamics.DataEntities.${type}'.`)
  }
}
