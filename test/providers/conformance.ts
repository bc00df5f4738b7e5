import { describe } from 'node:test'
import { startAnswering } from '../support/answering.ts'
import { freshDatabase } from '../support/database.ts'
import { amounts } from './conformance/amounts.ts'
import { faults } from './conformance/faults.ts'
import { fidelity } from './conformance/fidelity.ts'
import { life } from './conformance/life.ts'
import { mapping } from './conformance/mapping.ts'
import { reading } from './conformance/reading.ts'
import { readBooks } from './conformance/books.ts'
import type { Conformant } from './conformance/conformant.ts'
import { connect } from './conformance/setting.ts'
import { webhooks } from './conformance/webhooks.ts'

/** Of books that are not read in full. */
const SMALL = 0.01

/**
 * What every provider is held against, by the engine's own parts: its sandbox over HTTP, the client with its limits
 * and recovery, the database. A provider's test calls it once and tells what is the provider's own.
 */
export async function conforms(it: Conformant): Promise<void> {
  const database = await freshDatabase()
  const receiver = await startAnswering()
  const deliverTo = `${receiver.url}/webhooks`
  const [whole, lived, told] = [
    await connect(database, it, { scale: it.scale }),
    await connect(database, it, { scale: SMALL }),
    await connect(database, it, { scale: SMALL, deliverTo }),
  ]
  const books = await readBooks(whole)

  describe(`${it.provider.name} conforms:`, () => {
    reading(it, whole, books)
    mapping(whole, books)
    amounts(whole, books)
    fidelity(it, whole, books)
    life(it, lived)
    webhooks(it, told, receiver)
    // Last: it ends the access.
    faults(it, whole, books)
  })
}
