import type { Item } from '../items.ts'
import type { World } from '../world.ts'
import type { Body } from './body.ts'

/** One call of the API, by a client that is known. */
export interface Call {
  world: World
  body: Body
  /** Where the client finds this sandbox: "http://127.0.0.1:4010/plaid". */
  base: string
}

/** A call with the access token of an item. */
export interface ItemCall extends Call {
  item: Item
}
