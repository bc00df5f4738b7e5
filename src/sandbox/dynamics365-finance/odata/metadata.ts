import { textOf, type EntitySet } from './fields.ts'

const NAMESPACE = 'Microsoft.Dynamics.DataEntities'

/** The played sets alone: the real document has tens of megabytes. Of an enum it names the member for nothing. */
export function metadataDocument(sets: readonly EntitySet[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${enumTypes(sets)}
${sets.map(entityType).join('\n')}
<EntityContainer Name="Resources">
${sets.map((it) => `<EntitySet Name="${it.name}" EntityType="${NAMESPACE}.${it.type}"/>`).join('\n')}
</EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`
}

function entityType({ type, keys, fields }: EntitySet): string {
  const refs = keys.map((it) => `<PropertyRef Name="${it}"/>`).join('')
  const properties = Object.entries(fields).map(([name, field]) => {
    const kind = field.type.startsWith('Edm.') ? field.type : `${NAMESPACE}.${field.type}`
    const nullable = keys.includes(name) ? ' Nullable="false"' : ''
    return `<Property Name="${name}" Type="${kind}"${nullable}/>`
  })
  return `<EntityType Name="${type}"><Key>${refs}</Key>${properties.join('')}</EntityType>`
}

function enumTypes(sets: readonly EntitySet[]): string {
  const members = new Map<string, Set<string>>([['NoYes', new Set(['No', 'Yes'])]])
  for (const { type, empty } of sets.flatMap((it) => Object.values(it.fields))) {
    if (!type.startsWith('Edm.')) members.set(type, (members.get(type) ?? new Set()).add(textOf(empty)))
  }
  return [...members]
    .map(([type, names]) => {
      const listed = [...names].map((name, value) => `<Member Name="${name}" Value="${value}"/>`)
      return `<EnumType Name="${type}">${listed.join('')}</EnumType>`
    })
    .join('\n')
}
