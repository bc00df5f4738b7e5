import {
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLFieldMap,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql'
import { narrowed, type Reading } from '../store/read/reading.ts'

// A query asks for a few of a row's thirty columns, and reading a column costs as much as resolving its field. So
// fields say what they need of their row, and rows are read with that only.

/** For a field's `extensions`: what its resolver uses of its row. A field that says nothing gets the whole row. */
export const needs = <Row>(...properties: (keyof Row & string)[]) => ({ extensions: { needs: properties } })

/** What loaders and cursors use of any row. */
const ALWAYS = ['id', 'sourceId', 'key']

type Fields = GraphQLFieldMap<unknown, unknown>

// graphql-jit passes the same array of nodes at each execution of a compiled query.
const known = new WeakMap<readonly FieldNode[], object>()

/** The reading narrowed to what the field's selection needs, be the field's type that of a row or its connection. */
export function neededOf<Row>(
  from: Reading<Row>,
  info: GraphQLResolveInfo,
  property: string | null = null,
): Reading<Row> {
  // A field reads one type of row, always in the order that its nodes ask for or that a variable does.
  const cached = known.get(info.fieldNodes) as { property: string | null; reading: Reading<Row> } | undefined
  if (cached?.property === property) return cached.reading
  const properties = propertiesOf(info)
  const reading =
    properties === null
      ? from
      : narrowed(from, new Set([...ALWAYS, ...properties, ...(property === null ? [] : [property])]))
  known.set(info.fieldNodes, { property, reading })
  return reading
}

/** Null: all of them. */
function propertiesOf(info: GraphQLResolveInfo): Set<string> | null {
  const fields = fieldsOfType(info.returnType)
  const selected = fieldsOf(info.fieldNodes, info)
  if (!fields['edges']) return collect(fields, selected)
  const row = fieldsOfType(fields['nodes']?.type)
  const nodes = fieldsOf(named(selected, 'nodes'), info)
  const edges = fieldsOf(named(fieldsOf(named(selected, 'edges'), info), 'node'), info)
  return collect(row, [...nodes, ...edges])
}

function fieldsOfType(type: GraphQLOutputType | undefined): Fields {
  const target = type && getNamedType(type)
  return isObjectType(target) ? target.getFields() : {}
}

function collect(fields: Fields, selected: readonly FieldNode[]): Set<string> | null {
  const properties = new Set<string>()
  for (const { name } of selected) {
    if (name.value.startsWith('__')) continue
    const { pothosExposedField: exposed, needs: declared } = fields[name.value]?.extensions ?? {}
    if (typeof exposed === 'string') properties.add(exposed)
    else if (Array.isArray(declared)) for (const it of declared as string[]) properties.add(it)
    else return null
  }
  return properties
}

const named = (fields: readonly FieldNode[], name: string) => fields.filter((it) => it.name.value === name)

/** The fields selected in these, fragments opened; conditions do not matter, because more may be read than is shown. */
const fieldsOf = (fields: readonly FieldNode[], info: GraphQLResolveInfo): FieldNode[] =>
  fields.flatMap((it) => (it.selectionSet ? opened(it.selectionSet, info) : []))

function opened({ selections }: SelectionSetNode, info: GraphQLResolveInfo): FieldNode[] {
  return selections.flatMap((it) => {
    if (it.kind === Kind.FIELD) return [it]
    if (it.kind === Kind.INLINE_FRAGMENT) return opened(it.selectionSet, info)
    const fragment = info.fragments[it.name.value]
    return fragment ? opened(fragment.selectionSet, info) : []
  })
}
