import { replaceFindings } from './anomalies.ts'
import type { Applied, AppliedChange, IncomingPage } from './apply.ts'
import { writeCanonical } from './canonical.ts'
import type { Transaction } from './database.ts'
import { holdCurrency } from './profile.ts'
import type { Written } from './guard.ts'
import { writeRaw } from './raw.ts'

interface PageResult {
  counts: Omit<Applied, 'position'>
  changes: AppliedChange[]
}

/** Everything that follows from a page, except its place in the feed. */
export async function writePage(tx: Transaction, page: IncomingPage): Promise<PageResult> {
  await holdCurrency(tx, page)
  const written = await writeRaw(tx, page)
  const winners = written.filter((it) => it.outcome === 'NEW' || it.outcome === 'CHANGED')
  const changes = await writeCanonical(tx, page, winners)
  await replaceFindings(tx, page, winners)
  return { counts: count(written), changes }
}

function count(written: readonly Written[]): Omit<Applied, 'position'> {
  const counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0, settled: 0 }
  for (const { outcome, incoming, wasAlive, wasSetAside } of written) {
    if (outcome === 'LATE') counts.unchanged++
    else if (incoming.kind === 'unreadable') counts.rejected++
    else if (outcome === 'SAME') counts.unchanged++
    else if (incoming.kind === 'readable') counts[wasAlive ? 'updated' : 'created']++
    else if (wasAlive) counts.deleted++
    else if (wasSetAside) counts.settled++
    else counts.unchanged++
  }
  return counts
}
