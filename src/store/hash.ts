import { hash } from 'node:crypto'

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * SHA-256 of a JSON text that does not depend on the order of keys or on white space; digits count as written.
 * Works on the text's tokens, without parsing: each record passes here on each reading. The text must be valid JSON.
 */
export function contentHash(raw: string): string {
  return hash('sha256', withSortedKeys(raw), 'base64url')
}

interface Nest {
  outer: Nest | null
  /** Complete elements of the array, or members of the object. */
  members: string[]
  /** The one being read. */
  member: string
}

function withSortedKeys(raw: string): string {
  let nest: Nest = { outer: null, members: [], member: '' }
  for (const token of raw.match(TOKEN) ?? []) {
    if (token === '{' || token === '[') {
      nest = { outer: nest, members: [], member: '' }
    } else if (token === ',') {
      nest.members.push(nest.member)
      nest.member = ''
    } else if ((token === '}' || token === ']') && nest.outer) {
      const { outer, members, member } = nest
      if (member !== '') members.push(member)
      outer.member += token === '}' ? `{${members.sort().join()}}` : `[${members.join()}]`
      nest = outer
    } else {
      nest.member += token
    }
  }
  return nest.member
}
