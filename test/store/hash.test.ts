import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contentHash } from '../../src/store/hash.ts'

describe('the hash of a JSON text', () => {
  const same: [string, string][] = [
    ['{"a":1,"b":{"c":[1,{"e":2,"d":3}]}}', '{ "b" : {"c":[1,\n{"d":3,"e":2}]}, "a":1 }'],
    ['{"a,b":"}","c\\"":"[,"}', '{"c\\"":"[,","a,b":"}"}'],
    ['{"a":{},"b":[]}', '{"b":[ ],"a":{ }}'],
  ]
  for (const [one, other] of same) {
    test(`is equal for ${one} in another order or spacing`, () => {
      assert.equal(contentHash(one), contentHash(other))
    })
  }

  const different: [string, string][] = [
    ['{"a":1.50}', '{"a":1.5}'],
    ['{"a":12345678901234567891}', '{"a":12345678901234567892}'],
    ['{"a":"1"}', '{"a":1}'],
    ['[1,2]', '[2,1]'],
    ['{"a":["b"],"c":1}', '{"a":["b",1],"c":1}'],
    ['{"a":null}', '{}'],
    ['{"a":"x y"}', '{"a":"xy"}'],
  ]
  for (const [one, other] of different) {
    test(`tells ${one} from ${other}`, () => {
      assert.notEqual(contentHash(one), contentHash(other))
    })
  }
})
