import type { SandboxRequest } from '../../kit/provider.ts'
import type { Books } from '../books/books.ts'
import type { JsonObject } from '../json.ts'
import type { Detail, View } from '../render/document.ts'
import { modifiedSince, pageOf, paginationOf, select, slice } from './listing.ts'
import type { Listed, Resource } from './resources.ts'

/** A list, or the page of one that was asked for, with its envelope's pagination. Throws XeroError. */
export function list(books: Books, resource: Resource, { query, headers }: SandboxRequest): JsonObject {
  const since = modifiedSince(headers['if-modified-since'])
  const listed = resource.items(books, query).filter((it) => !it.isHidden && isModified(it, since))
  const unitDigits = digitsOf(query)
  const selected = select(listed, query, (it) => it.render({ detail: 'page', unitDigits }))
  const page = resource.isPaged ? pageOf(query) : null
  const view = { detail: detailOf(query, page !== null || !resource.isPaged), unitDigits }
  if (page === null) return { [resource.name]: selected.map((it) => it.render(view)) }
  return {
    pagination: paginationOf(page, selected.length),
    [resource.name]: slice(selected, page).map((it) => it.render(view)),
  }
}

/** One record by its id or number, as a list of one; null when there is none. Hidden ones are given. */
export function single(
  books: Books,
  resource: Resource,
  id: string,
  query: URLSearchParams,
): JsonObject | null {
  const asked = id.toLowerCase()
  const everything = new URLSearchParams({ includeArchived: 'true', includeDeleted: 'true' })
  const items = resource.items(books, everything)
  const item =
    items.find((it) => it.id.toLowerCase() === asked) ??
    items.find((it) => it.number?.toLowerCase() === asked)
  if (item === undefined) return null
  return { [resource.name]: [item.render({ detail: 'single', unitDigits: digitsOf(query) })] }
}

const isModified = ({ updatedAt }: Listed, since: number | null): boolean =>
  since === null || updatedAt === null || updatedAt >= since

const digitsOf = (query: URLSearchParams): View['unitDigits'] => (query.get('unitdp') === '4' ? 4 : 2)

function detailOf(query: URLSearchParams, isWhole: boolean): Detail {
  if (query.get('summaryOnly')?.toLowerCase() === 'true') return 'summary'
  return isWhole ? 'page' : 'list'
}
