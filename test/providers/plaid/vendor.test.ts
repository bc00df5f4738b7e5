import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AccountType, PlaidEnvironments, TransactionCode } from 'plaid'
import { accountKindOf } from '../../../src/providers/plaid/account-types.ts'
import { plaid } from '../../../src/providers/plaid/index.ts'
import { kindOf } from '../../../src/providers/plaid/transaction-kinds.ts'

describe('the words of Plaid’s own package', () => {
  test('for types of accounts all have a place', () => {
    for (const type of Object.values(AccountType)) assert.notEqual(accountKindOf(type, null), null, type)
  })

  test('for kinds of transactions all have a kind', () => {
    const nothing = { checkNumber: null, category: null, channel: null, isInflow: false }
    // JSON's null, which the package spells as a word.
    const codes = Object.values(TransactionCode).filter((it) => it !== TransactionCode.Null)
    for (const code of codes) assert.notEqual(kindOf({ ...nothing, code }), 'UNKNOWN', code)
  })

  test('for its addresses are those that are called', () => {
    const address = (environment: 'SANDBOX' | 'PRODUCTION') => plaid.endpoint({ environment, remoteId: '' })
    assert.equal(address('SANDBOX'), PlaidEnvironments['sandbox'])
    assert.equal(address('PRODUCTION'), PlaidEnvironments['production'])
  })
})
