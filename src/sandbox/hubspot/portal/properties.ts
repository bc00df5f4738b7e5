import { type Catalogue, CATALOGUE, COMMON, PROPERTY_KINDS, type PropertyKind } from './catalogue.ts'
import { objectType, TYPE_NAMES, type TypeName } from './types.ts'

export interface Property {
  name: string
  kind: PropertyKind
  isReadOnly: boolean
}

const read = (catalogue: Catalogue): Property[] =>
  PROPERTY_KINDS.flatMap((kind) =>
    (catalogue[kind] ?? '')
      .split(/\s+/)
      .filter((it) => it !== '')
      .map((it) => ({ name: it.replace('!', ''), kind, isReadOnly: it.endsWith('!') })),
  )

function propertiesByName(type: TypeName): ReadonlyMap<string, Property> {
  const { createdName, modifiedName } = objectType(type)
  const times = read({ datetime: `${createdName}! ${modifiedName}!` })
  return new Map([...read(CATALOGUE[type]), ...read(COMMON), ...times].map((it) => [it.name, it]))
}

const ALL = new Map(TYPE_NAMES.map((type) => [type, propertiesByName(type)]))
const NONE: ReadonlyMap<string, Property> = new Map()

/** All properties that records of the type may have, by name. */
export const propertiesOf = (type: TypeName): ReadonlyMap<string, Property> => ALL.get(type) ?? NONE
