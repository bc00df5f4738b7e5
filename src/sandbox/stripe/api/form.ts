import { refused } from '../errors.ts'

/** A decoded parameter: `a[b]=1` is {a: {b: '1'}}, `a[]=1` and `a[0]=1` are {a: ['1']}. */
export type FormValue = string | FormList | FormMap
export type FormList = FormValue[]
export interface FormMap {
  [name: string]: FormValue
}

const MOST_PARAMETERS = 1_000
const DEEPEST = 5

/** Decodes bracket nesting, of a query or of a body. Throws 400 for what can't be read. */
export function decodeForm(pairs: URLSearchParams): FormMap {
  if (pairs.size > MOST_PARAMETERS) throw refused(`There are more than ${MOST_PARAMETERS} parameters.`)
  const root = emptyMap()
  for (const [key, value] of pairs) place(root, pathOf(key), value)
  return asLists(root)
}

/** "types[]" is ["types", ""]. */
function pathOf(key: string): string[] {
  const [, name, brackets = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key) ?? []
  if (name === undefined) throw refused(`Invalid parameter name: ${key}`)
  const path = [name, ...Array.from(brackets.matchAll(/\[([^[\]]*)\]/g), ([, step = '']) => step)]
  if (path.length > DEEPEST) throw refused(`Invalid parameter name: ${key}`)
  return path
}

function place(root: FormMap, path: readonly string[], value: string): void {
  let map = root
  for (const [depth, step] of path.entries()) {
    const name = step === '' ? String(Object.keys(map).length) : step
    if (depth === path.length - 1) {
      map[name] = value
      return
    }
    const next = (map[name] ??= emptyMap())
    if (typeof next === 'string' || Array.isArray(next)) throw refused(`Invalid parameter: ${path.join('.')}`)
    map = next
  }
}

/** Maps whose names are 0, 1, 2 … are lists. */
function asLists(map: FormMap): FormMap {
  for (const [name, value] of Object.entries(map)) {
    if (typeof value === 'string' || Array.isArray(value)) continue
    const inner = asLists(value)
    const isList = Object.keys(inner).every((key, index) => key === String(index))
    map[name] = isList ? Object.values(inner) : inner
  }
  return map
}

/** Without a prototype, so that a parameter may have any name. */
const emptyMap = (): FormMap => Object.create(null) as FormMap
