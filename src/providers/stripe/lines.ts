import { z } from 'zod'
import type { Finding } from '../../domain/entities.ts'
import { compare, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { wrongSum } from './findings.ts'
import { sumOf } from './taxes.ts'
import { listPages } from './paging.ts'

const long = z.looseObject({
  id: z.string().min(1),
  lines: z.looseObject({
    has_more: z.literal(true),
    data: z.array(z.unknown()).nonempty(),
  }),
})
const withId = z.object({ id: z.string().min(1) })

/** An invoice or credit note shows its first lines only: gives it all of them. `path` is its list, e.g. "/v1/invoices". */
export async function withAllLines(path: string, http: HttpClient, object: unknown): Promise<unknown> {
  const { data: shortened } = long.safeParse(object)
  if (shortened === undefined) return object
  const { id, lines } = shortened
  const data = [...lines.data]
  const last = withId.parse(data.at(-1)).id
  for await (const page of listPages(http, `${path}/${encodeURIComponent(id)}/lines`, {}, last)) {
    data.push(...page.objects)
  }
  return { ...shortened, lines: { ...lines, data, has_more: false } }
}

interface Sums {
  lines: {
    data: readonly { amount: DecimalText; discount_amounts: readonly { amount: DecimalText }[] | null }[]
    has_more: boolean
  }
  subtotal: DecimalText
}

/**
 * Whether the lines make up the subtotal, which has some of their discounts taken off already: those of single
 * lines, not those of the whole document, and a line does not tell which of its discounts are which.
 */
export function findWrongSum({ lines, subtotal }: Sums): Finding[] {
  if (lines.has_more) return [wrongSum('Lines are missing: Stripe has more than it showed.', 'lines')]
  const gross = sum(lines.data.map((it) => it.amount))
  const discounts = sum(lines.data.map((it) => sumOf(it.discount_amounts) ?? '0'))
  const bounds = [gross, subtract(gross, discounts)].sort(compare)
  const [low = gross, high = gross] = bounds
  if (compare(subtotal, low) >= 0 && compare(subtotal, high) <= 0) return []
  return [wrongSum(`The lines make ${gross} minor units, the subtotal is ${subtotal}.`, 'subtotal')]
}
