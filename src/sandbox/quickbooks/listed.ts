import type { Entity, EntityName } from './entities.ts'
import { refused } from './faults.ts'
import { isJsonObject, textOf, type JsonObject } from './json.ts'

const CLASSIFICATIONS: readonly (readonly [string, readonly string[]])[] = [
  ['Asset', ['Bank', 'Accounts Receivable', 'Other Current Asset', 'Fixed Asset', 'Other Asset']],
  ['Liability', ['Accounts Payable', 'Credit Card', 'Other Current Liability', 'Long Term Liability']],
  ['Equity', ['Equity']],
  ['Revenue', ['Income', 'Other Income']],
  ['Expense', ['Cost of Goods Sold', 'Expense', 'Other Expense']],
]

const BALANCES = ['Balance', 'BalanceWithJobs', 'CurrentBalance', 'CurrentBalanceWithSubAccounts'] as const

/** The defaults of the name lists, and the names that QuickBooks puts together. */
export function completeListed(
  name: EntityName,
  fields: JsonObject,
  current: Entity | undefined,
): JsonObject {
  const kept = Object.fromEntries(
    BALANCES.flatMap((it) => (current?.[it] === undefined ? [] : [[it, current[it]]])),
  )
  const own = textOf(fields.Name) || textOf(fields.DisplayName)
  const parent = isJsonObject(fields.ParentRef) ? textOf(fields.ParentRef.name) : ''
  const fullName = { FullyQualifiedName: parent ? `${parent}:${own}` : own }
  const active = { Active: fields.Active ?? true }
  switch (name) {
    case 'Account': {
      const type = textOf(fields.AccountType)
      const classification = CLASSIFICATIONS.find(([, types]) => types.includes(type))
      if (classification === undefined) throw refused(`There is no account type "${type}"`, 'AccountType')
      const balances = { CurrentBalance: 0, CurrentBalanceWithSubAccounts: 0 }
      return {
        ...balances,
        ...fields,
        ...fullName,
        ...active,
        SubAccount: parent !== '',
        Classification: classification[0],
        ...kept,
      }
    }
    case 'Customer':
      return {
        Balance: 0,
        BalanceWithJobs: 0,
        PrintOnCheckName: own,
        Job: false,
        ...fields,
        ...fullName,
        ...active,
        ...kept,
      }
    case 'Vendor':
      return { Balance: 0, Vendor1099: false, PrintOnCheckName: own, ...fields, ...active, ...kept }
    case 'Class':
      return { ...fields, ...fullName, ...active, SubClass: parent !== '' }
    case 'Department':
      return { ...fields, ...fullName, ...active, SubDepartment: parent !== '' }
    case 'Item':
      return { Type: 'Service', ...fields, ...fullName, ...active }
    default:
      return fields
  }
}
