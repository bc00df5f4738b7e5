import { HUBSPOT_PORTAL_ID } from '../credentials.ts'
import type { JsonObject } from '../json.ts'
import { associationTypes } from '../portal/associations.ts'
import { instant, type Portal } from '../portal/portal.ts'
import { propertiesOf } from '../portal/properties.ts'
import type { CrmRecord } from '../portal/record.ts'
import { objectType, type TypeName } from '../portal/types.ts'

/** As the API tells a record: the asked-for properties, known ones alone, null where nothing is set. */
export function render(record: CrmRecord, asked: readonly string[]): JsonObject {
  const { type, id, properties, createdAt, updatedAt, archivedAt } = record
  const { createdName, modifiedName, defaults, hasUrl } = objectType(type)
  const known = propertiesOf(type)
  const wanted = asked.length > 0 ? asked.filter((it) => known.has(it)) : defaults
  const names = [...new Set([...wanted, createdName, modifiedName, 'hs_object_id'])].sort()
  return {
    id,
    properties: Object.fromEntries(names.map((name) => [name, properties[name] ?? null])),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt: instant(archivedAt) }),
    ...(hasUrl ? { url: urlOf(record) } : {}),
  }
}

/** As the answer to a write: everything that is set. */
export const renderWritten = (record: CrmRecord): JsonObject =>
  render(
    record,
    Object.keys(record.properties).filter((name) => (record.properties[name] ?? null) !== null),
  )

/** By the name of the other type with spaces for underscores; absent where there is none. */
export function renderAssociations(
  portal: Portal,
  record: CrmRecord,
  types: readonly TypeName[],
): { associations?: JsonObject } {
  const found = types
    .map((to) => [to.replaceAll('_', ' '), { results: associationsOf(portal, record, to) }] as const)
    .filter(([, { results }]) => results.length > 0)
  return found.length === 0 ? {} : { associations: Object.fromEntries(found) }
}

/** One for each type of association: an id may be there twice. */
export const associationsOf = (portal: Portal, record: CrmRecord, to: TypeName): JsonObject[] =>
  livingLinks(portal, record, to).flatMap(({ toId, isPrimary }) =>
    associationTypes(record.type, to, isPrimary).map(({ name }) => ({ id: toId, type: name })),
  )

export const livingLinks = (portal: Portal, { type, id }: CrmRecord, to: TypeName) =>
  portal.associations.list(type, id, to).filter(({ toId }) => portal.find(to, toId)?.archivedAt === null)

const urlOf = ({ type, id }: CrmRecord): string =>
  `https://app.hubspot.com/contacts/${HUBSPOT_PORTAL_ID}/record/${objectType(type).id ?? type}/${id}`
