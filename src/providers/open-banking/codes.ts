import { isExactNumber, parseExactJson } from '../../domain/exact-json.ts'

const DEEPEST = 6
const MOST_FIELDS = 50

/**
 * The message codes of an error, whichever of the shapes it has: the standard's `tppMessages`, RFC 7807's `code` and
 * `additionalErrors`, either of them as JSON in a JSON string. Warnings are left out.
 */
export function codesOf(body: unknown): string[] {
  return collect(body, DEEPEST)
}

function collect(value: unknown, depth: number): string[] {
  if (depth === 0) return []
  if (typeof value === 'string') return collectInText(value, depth)
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return []
  const fields = Object.entries(value).slice(0, MOST_FIELDS)
  if (fields.some(([name, it]) => name === 'category' && it === 'WARNING')) return []
  return fields.flatMap(([name, it]) =>
    name === 'code' && typeof it === 'string' ? [it] : collect(it, depth - 1),
  )
}

function collectInText(text: string, depth: number): string[] {
  if (!/^\s*[{[]/.test(text)) return []
  try {
    return collect(parseExactJson(text), depth - 1)
  } catch {
    // Prose that begins with a brace.
    return []
  }
}
