import type { ObjectRef } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import { countRows, countRowsOf, readPage, readPagesOf } from '../store/read/page.ts'
import type { ChildrenOf, Order, PageRequest, Slice, Where } from '../store/read/page.ts'
import type { Reference } from '../store/read/lookups.ts'
import type { Reading } from '../store/read/reading.ts'
import { builder, type Types } from './builder.ts'
import type { Context } from './context.ts'
import { decodeCursor, encodeCursor, fingerprintOf } from './cursors.ts'
import { badInput } from './errors.ts'
import { DEFAULT_PAGE, MOST } from './limits.ts'
import { loaderOf, referenceName } from './loaders.ts'
import { neededOf } from './needs.ts'

/** The arguments of every connection, after the Relay server specification. */
export const pageArgs = builder.args((t) => ({
  first: t.int({
    description: `At most ${MOST.page}; ${DEFAULT_PAGE} where neither first nor last is given.`,
  }),
  after: t.string(),
  last: t.int({ description: `At most ${MOST.page}.` }),
  before: t.string(),
}))

export interface PageArgs {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

/** For the limit on complexity: a page's fields count once per node. */
export const pageComplexity = ({ first, last }: PageArgs) => ({
  field: 1,
  multiplier: Math.max(1, Math.min(first ?? last ?? DEFAULT_PAGE, MOST.page)),
})

/** What a connection shows: which rows, in which order. */
export interface List<Row> {
  from: Reading<Row>
  order: Order<NoInfer<Row>>
  where: Where
  /** All that makes the list what it is, filter and order as the caller gave them; cursors are bound to it. */
  identity: readonly unknown[]
}

/** A page of a list, with what its connection type asks for. */
export interface Page<Row> {
  slice: Slice<Row>
  request: PageRequest<Row>
  fingerprint: string
  count: () => Promise<number>
}

export async function readList<Row extends { id: string }>(
  { snapshot }: Context,
  { from: all, order, where, identity }: List<Row>,
  args: PageArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Row>> {
  const from = neededOf(all, info, order.property)
  const fingerprint = fingerprintOf(identity)
  const request = requestOf(args, order, fingerprint)
  const slice = await readPage(snapshot, from, where, request)
  return { slice, request, fingerprint, count: () => countRows(snapshot, from, where) }
}

/** The list of one parent; those of all parents of the field are read together. `link` ties t to the parent p. */
export async function readListOf<Row extends { id: string }>(
  context: Context,
  parent: Reference,
  link: ChildrenOf['link'],
  { from: all, order, where, identity }: List<Row>,
  args: PageArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Row>> {
  const from = neededOf(all, info, order.property)
  const { sourceId, key } = parent
  const fingerprint = fingerprintOf([...identity, sourceId, key])
  const request = requestOf(args, order, fingerprint)
  const token = JSON.stringify([...identity, args, from.columns])
  const slices = loaderOf<Reference, Slice<Row>>(
    context,
    token,
    ({ snapshot }, parents) => readPagesOf(snapshot, from, { parents, link }, where, request),
    referenceName,
  )
  const counts = loaderOf<Reference, number>(
    context,
    `${token} count`,
    ({ snapshot }, parents) => countRowsOf(snapshot, from, { parents, link }, where),
    referenceName,
  )
  const slice = await slices.load({ sourceId, key })
  return { slice, request, fingerprint, count: () => counts.load({ sourceId, key }) }
}

function requestOf<Row>(args: PageArgs, order: Order<Row>, fingerprint: string): PageRequest<Row> {
  const { first, after, last, before } = args
  if (first != null && last != null) throw badInput('first and last cannot be asked for together.')
  const backward = last != null
  const size = first ?? last ?? DEFAULT_PAGE
  if (size < 0 || size > MOST.page) {
    throw badInput(`${backward ? 'last' : 'first'} must be from 0 to ${MOST.page}, not ${size}.`)
  }
  return {
    order,
    size,
    backward,
    after: after == null ? null : decodeCursor('after', after, fingerprint),
    before: before == null ? null : decodeCursor('before', before, fingerprint),
  }
}

const cursorOf = <Row extends { id: string }>({ fingerprint, request }: Page<Row>, row: Row): string =>
  encodeCursor(fingerprint, { value: request.order.valueOf(row), id: row.id })

interface PageInfoShape {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

function pageInfoOf<Row extends { id: string }>(page: Page<Row>): PageInfoShape {
  const { slice, request } = page
  const [first, last] = [slice.rows.at(0), slice.rows.at(-1)]
  return {
    // In the direction not read, the row that the cursor came from is what lies there.
    hasNextPage: request.backward ? request.before !== null : slice.more,
    hasPreviousPage: request.backward ? slice.more : request.after !== null,
    startCursor: first ? cursorOf(page, first) : null,
    endCursor: last ? cursorOf(page, last) : null,
  }
}

const PageInfo = builder.objectRef<PageInfoShape>('PageInfo').implement({
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage'),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
    startCursor: t.exposeString('startCursor', { nullable: true }),
    endCursor: t.exposeString('endCursor', { nullable: true }),
  }),
})

interface Edge<Row> {
  page: Page<Row>
  node: Row
}

const ONCE = { field: 1, multiplier: 1 }

/** The connection and edge types of a type of nodes. */
export function connectionOf<Row extends { id: string }>(node: ObjectRef<Types, Row>) {
  const edge = builder.objectRef<Edge<Row>>(`${node.name}Edge`).implement({
    fields: (t) => ({
      node: t.field({ type: node, resolve: (it) => it.node as never }),
      cursor: t.string({ resolve: (it) => cursorOf(it.page, it.node) }),
    }),
  })
  return builder.objectRef<Page<Row>>(`${node.name}Connection`).implement({
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        complexity: ONCE,
        resolve: (page) => page.slice.rows.map((row) => ({ page, node: row })),
      }),
      nodes: t.field({ type: [node], complexity: ONCE, resolve: (page) => page.slice.rows as never }),
      pageInfo: t.field({ type: PageInfo, resolve: pageInfoOf }),
      totalCount: t.int({
        description: 'Counted only when asked for.',
        resolve: (page) => page.count(),
      }),
    }),
  })
}
