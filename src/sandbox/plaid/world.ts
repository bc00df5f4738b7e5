import { dayOf } from '../kit/days.ts'
import type { SandboxOptions } from '../kit/provider.ts'
import { createRandom, type Random } from '../kit/random.ts'
import type { Wire } from '../kit/wires.ts'
import { advance } from './advance.ts'
import { Bank } from './bank/bank.ts'
import { listen } from './bank/wires.ts'
import { makeHistory } from './history/index.ts'
import { createIds, type Ids } from './ids.ts'
import { Items } from './items.ts'
import { Keys } from './keys.ts'
import { Links } from './links.ts'
import { Webhooks } from './webhooks.ts'

/** The bank, Plaid's items at it, and what every call needs. */
export interface World {
  now: () => Date
  random: Random
  ids: Ids
  bank: Bank
  items: Items
  links: Links
  keys: Keys
  webhooks: Webhooks
  /** Wires that have not arrived. */
  underWay: Wire[]
  /** What goes wrong on demand. */
  trouble: {
    /** How many more times the books change between two pages of a reading. */
    mutations: number
    /** Most transactions on a page, whatever is asked for; null: as many as are asked for. */
    pageLimit: number | null
  }
}

export function createWorld({ seed, scale, now, send, wires }: SandboxOptions): World {
  const random = createRandom(seed).fork('plaid')
  const ids = createIds(random.fork('ids'))
  const bank = new Bank(ids)
  const keys = new Keys(ids, seed, now())
  const world: World = {
    now,
    random,
    ids,
    bank,
    items: new Items(ids, now),
    links: new Links(ids, now),
    keys,
    webhooks: new Webhooks(keys, now, send),
    underWay: [],
    trouble: { mutations: 0, pageLimit: null },
  }
  let isOpen = false
  listen(wires, (wire) => {
    world.underWay.push(wire)
    if (isOpen) advance(world)
  })
  const today = dayOf(now())
  makeHistory(bank, random.fork('history'), { today, scale, wires: world.underWay })
  world.underWay = world.underWay.filter((it) => it.arrivesOn > today)
  isOpen = true
  return world
}
