import type { Transaction } from '../../domain/entities.ts'
import { wordsOf } from './fields.ts'

type Category = Pick<Transaction, 'categoryCode' | 'categoryName' | 'categoryOrigin' | 'categoryConfidence'>

interface Told {
  personal_finance_category: { primary: string | null; detailed: string | null } | null
  category: string[] | null
  category_id: string | null
}

/** Plaid's category; from before 2023 the older one, which stands beside it as a path of names with a number. */
export function categoryOf({ personal_finance_category: current, category, category_id }: Told): Category {
  const code = current?.detailed ?? current?.primary ?? null
  if (code !== null) return named(code, nameOf(code, current?.primary ?? null))
  if (category_id !== null) return named(category_id, category?.join(': ') ?? null)
  return { categoryCode: null, categoryName: null, categoryOrigin: null, categoryConfidence: null }
}

// Plaid's confidence is a word, of which two have a bound ("more than 98 %") and the others no number at all.
const named = (categoryCode: string, categoryName: string | null): Category => ({
  categoryCode,
  categoryName,
  categoryOrigin: 'PROVIDER',
  categoryConfidence: null,
})

/** "FOOD_AND_DRINK_FAST_FOOD" of "FOOD_AND_DRINK" is "Food and drink: fast food". */
function nameOf(code: string, primary: string | null): string {
  if (primary === null || !code.startsWith(`${primary}_`)) return wordsOf(code)
  return `${wordsOf(primary)}: ${wordsOf(code.slice(primary.length + 1)).toLowerCase()}`
}
