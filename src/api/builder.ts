import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import ZodPlugin from '@pothos/plugin-zod'
import type { Context } from './context.ts'
import { apiError, badInput } from './errors.ts'
import { MOST } from './limits.ts'

interface Text {
  Input: string
  Output: string
}

export interface SchemaTypes {
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: Text
    Decimal: Text
    CurrencyCode: Text
    Date: Text
    /** In: RFC 3339. Out: that, or as PostgreSQL writes it. */
    DateTime: Text
    URL: Text
    Cursor: Text
    JSON: { Input: unknown; Output: unknown }
  }
}

/** As Pothos completes them. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ComplexityPlugin, ZodPlugin],
  defaultFieldNullability: false,
  zod: {
    validationError: ({ issues }) =>
      badInput(issues.map((it) => [...it.path.map(String), it.message].join(': ')).join('; ')),
  },
  complexity: {
    defaultListMultiplier: 5,
    limit: { complexity: MOST.complexity, depth: MOST.depth, breadth: MOST.fields },
    complexityError: (kind, { complexity, depth, breadth }) =>
      apiError(
        'QUERY_TOO_COMPLEX',
        {
          Complexity: `The query may touch ${complexity} fields; ${MOST.complexity} are allowed. Ask for smaller pages.`,
          Depth: `The query is ${depth} levels deep; ${MOST.depth} are allowed.`,
          Breadth: `The query names ${breadth} fields; ${MOST.fields} are allowed.`,
        }[kind],
      ),
  },
})

builder.queryType()
builder.mutationType()
builder.subscriptionType()
