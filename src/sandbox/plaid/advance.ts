import { dayOf } from '../kit/days.ts'
import type { Bank, Entry, Fate } from './bank/bank.ts'
import { arrive } from './bank/wires.ts'
import { loginRequired } from './errors.ts'
import { timestamp } from './time.ts'
import type { World } from './world.ts'

/** How often Plaid reads the bank's books of its own accord. */
const MS_BETWEEN_PULLS = 6 * 3_600_000

/** Lets time pass: wires arrive, what is pending is posted or vanishes, consents end. */
export function advance(world: World): void {
  const { items, webhooks } = world
  const now = timestamp(world.now())
  const due = dueUntil(world, dayOf(world.now()))
  for (const { act } of due) act()
  for (const item of items.all()) {
    if (item.error !== null || item.consentExpiresAt === null || item.consentExpiresAt > now) continue
    item.error = loginRequired('OAUTH_CONSENT_EXPIRED')
    webhooks.failed(item, 'ERROR', item.error)
  }
  const isStale = items
    .all()
    .some((it) => it.error === null && Date.parse(now) - Date.parse(it.updatedAt) >= MS_BETWEEN_PULLS)
  if (due.length > 0 || isStale) pull(world)
}

/** Plaid reads the bank's books for every item that it can log in for, and tells where there is news. */
export function pull({ bank, items, webhooks, now }: World): void {
  const isNews = bank.pull()
  for (const item of items.all()) {
    if (item.error !== null) continue
    item.updatedAt = timestamp(now())
    if (isNews) webhooks.updates(item)
  }
}

interface Due {
  day: string
  act: () => Entry
}

/** In the order of their days, whenever someone comes to look. */
function dueUntil(world: World, today: string): Due[] {
  const { bank } = world
  const wires = world.underWay
    .filter((it) => it.arrivesOn <= today)
    .map((wire): Due => ({ day: wire.arrivesOn, act: () => arrive(bank, wire) }))
  world.underWay = world.underWay.filter((it) => it.arrivesOn > today)
  const fates = bank.current().flatMap((entry): Due[] => {
    const { fate } = entry
    return fate === null || fate.on > today ? [] : [{ day: fate.on, act: () => fulfil(bank, entry, fate) }]
  })
  // On one day wires come last, as they do for a bank that looked before each came.
  return [...fates, ...wires].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

const fulfil = (bank: Bank, entry: Entry, { on, amount }: Fate): Entry =>
  amount === null ? bank.remove(entry) : bank.settle(entry, on, amount)
