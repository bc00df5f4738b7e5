import type { Random } from '../../kit/random.ts'
import type { Company } from '../complete.ts'
import { complete } from '../complete.ts'
import type { Entity, EntityName } from '../entities.ts'
import type { JsonObject } from '../json.ts'

/** What the company's doings have in common: its books, chance, and the accounts by their numbers. */
export interface Business {
  company: Company
  random: Random
  accountId(number: string): string
  customers: readonly Entity[]
  vendors: readonly Entity[]
  classIds: readonly string[]
  departmentIds: readonly string[]
  /** Payments that lie in Undeposited Funds. */
  undeposited: string[]
}

/** Enters something as the company's own people do: without the checks that clients of the API meet. */
export function enter(business: Business, name: EntityName, sent: JsonObject, at: Date): Entity {
  return business.company.books.create(name, complete(business.company, name, sent), at)
}

export const accountRef = (business: Business, number: string): JsonObject => ({
  value: business.accountId(number),
})

/** ClassRef for most lines, DepartmentRef for most documents: some always lack one. */
export const someClass = ({ random, classIds }: Business): JsonObject =>
  random.chance(0.7) ? { ClassRef: { value: random.pick(classIds) } } : {}

export const someDepartment = ({ random, departmentIds }: Business): JsonObject =>
  random.chance(0.6) ? { DepartmentRef: { value: random.pick(departmentIds) } } : {}
